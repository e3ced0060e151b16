namespace Kirana.Numerics.Kernels;

/// <summary>The sum of a vector, in 8 partial sums of double merged in one fixed tree, the same bits at every register width.</summary>
public static partial class Sum
{
    /// <summary>Σ xᵢ, accumulated in double; 0 if the vector is empty.</summary>
    /// <param name="x">The vector.</param>
    public static double Of(ReadOnlySpan<float> x) => Of(Simd.Width, x);

    /// <summary>Σ xᵢ; 0 if the vector is empty.</summary>
    /// <param name="x">The vector.</param>
    public static double Of(ReadOnlySpan<double> x) => Of(Simd.Width, x);

    /// <summary>The form for a register width.</summary>
    internal static double Of(SimdWidth width, ReadOnlySpan<float> x) => width switch
    {
        SimdWidth.Bits512 => Vector<Register512<double>>(x),
        SimdWidth.Bits256 => Vector<Register256<double>>(x),
        SimdWidth.Bits128 => Vector<Register128<double>>(x),
        _ => Scalar(x),
    };

    /// <inheritdoc cref="Of(SimdWidth, ReadOnlySpan{float})"/>
    internal static double Of(SimdWidth width, ReadOnlySpan<double> x) => width switch
    {
        SimdWidth.Bits512 => Vector<Register512<double>>(x),
        SimdWidth.Bits256 => Vector<Register256<double>>(x),
        SimdWidth.Bits128 => Vector<Register128<double>>(x),
        _ => Scalar(x),
    };
}
