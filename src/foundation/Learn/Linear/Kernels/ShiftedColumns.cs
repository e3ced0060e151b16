using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear.Kernels;

/// <summary>Four columns x − m at a time, widened where they lie: scores and inner products of a block of rows without a copy of it.</summary>
/// <remarks>The bits are those of <see cref="Shifted"/> followed by <see cref="Axpy"/> or <see cref="Dot"/> for one column after another.</remarks>
internal static partial class ShiftedColumns
{
    /// <summary>Columns at a time.</summary>
    public const int Count = 4;

    /// <summary>Rows that a block must have a multiple of.</summary>
    public const int RowUnit = LaneKernel.Lanes;

    /// <summary>scores ← scores + Σ weightₖ·(xₖ − shiftₖ).</summary>
    public static void AddScores(
        ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> weights, Span<double> scores) => AddScores(Simd.Width, x0, x1, x2, x3, shifts, weights, scores);

    /// <summary>sumₖ ← sumₖ + (xₖ − shiftₖ)ᵀ·slopes.</summary>
    public static void AddProducts(
        ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> slopes, Span<double> sums) => AddProducts(Simd.Width, x0, x1, x2, x3, shifts, slopes, sums);

    internal static void AddScores(
        SimdWidth width, ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> weights, Span<double> scores)
    {
        Check(x0.Length, x1.Length, x2.Length, x3.Length, scores.Length);
        switch (width)
        {
            case SimdWidth.Bits512:
                VectorScores<Register512<double>>(x0, x1, x2, x3, shifts[..Count], weights[..Count], scores);
                break;
            case SimdWidth.Bits256:
                VectorScores<Register256<double>>(x0, x1, x2, x3, shifts[..Count], weights[..Count], scores);
                break;
            case SimdWidth.Bits128:
                VectorScores<Register128<double>>(x0, x1, x2, x3, shifts[..Count], weights[..Count], scores);
                break;
            default:
                ScalarScores(x0, x1, x2, x3, shifts, weights, scores);
                break;
        }
    }

    internal static void AddProducts(
        SimdWidth width, ReadOnlySpan<float> x0, ReadOnlySpan<float> x1, ReadOnlySpan<float> x2, ReadOnlySpan<float> x3,
        ReadOnlySpan<double> shifts, ReadOnlySpan<double> slopes, Span<double> sums)
    {
        Check(x0.Length, x1.Length, x2.Length, x3.Length, slopes.Length);
        switch (width)
        {
            case SimdWidth.Bits512:
                VectorProducts<Register512<double>>(x0, x1, x2, x3, shifts[..Count], slopes, sums[..Count]);
                break;
            case SimdWidth.Bits256:
                VectorProducts<Register256<double>>(x0, x1, x2, x3, shifts[..Count], slopes, sums[..Count]);
                break;
            case SimdWidth.Bits128:
                VectorProducts<Register128<double>>(x0, x1, x2, x3, shifts[..Count], slopes, sums[..Count]);
                break;
            default:
                ScalarProducts(x0, x1, x2, x3, shifts, slopes, sums);
                break;
        }
    }

    private static void Check(int rows, int second, int third, int fourth, int others)
    {
        if (second != rows || third != rows || fourth != rows || others != rows || rows % RowUnit != 0)
            throw new ArgumentException($"The columns have {rows}, {second}, {third} and {fourth} rows beside {others}; expected the same multiple of {RowUnit}.", nameof(rows));
    }
}
