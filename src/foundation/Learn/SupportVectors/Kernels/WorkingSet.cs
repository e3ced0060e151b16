using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors.Kernels;

/// <summary>The two passes over all variables that one step of SMO takes.</summary>
/// <remarks>F = y·∇ of the dual. A variable may rise in y·α where <c>up</c> is 0 (else +∞) and fall where <c>low</c> is 0 (else −∞). The pair that
/// violates optimality most is the least F that may rise and the greatest that may fall (Keerthi et al. 2001).</remarks>
internal static partial class WorkingSet
{
    /// <summary>Variables come in multiples of this; those that only fill up may neither rise nor fall.</summary>
    public const int Multiple = Tiles.Rows;

    /// <summary>Elements after which the best so far is looked at: within a block only values are compared, its place is found once at the end.</summary>
    private const int Block = 512;

    /// <summary>F ← F + step·(Kᵢ − Kⱼ), and on the way the variable that may rise with the least F.</summary>
    /// <param name="f">F.</param>
    /// <param name="first">Kᵢ.</param>
    /// <param name="second">Kⱼ.</param>
    /// <param name="step">How far yα of i rises and of j falls.</param>
    /// <param name="up">0 where a variable may rise, else +∞.</param>
    /// <param name="low">0 where a variable may fall, else −∞.</param>
    /// <param name="greatest">The greatest F that may fall; −∞ for none.</param>
    /// <returns>The variable, the first of equals; −1 where none may rise.</returns>
    public static int Move(
        Span<double> f, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step, ReadOnlySpan<double> up, ReadOnlySpan<double> low, out double greatest) =>
        Move(Simd.Width, f, first, second, step, up, low, out greatest);

    /// <summary>The partner of a variable that rises: of those that may fall and violate optimality with it the one by which the dual falls most
    /// to second order, b² / a (Fan, Chen and Lin, JMLR 2005, WSS 2).</summary>
    /// <param name="f">F.</param>
    /// <param name="column">Kᵢ.</param>
    /// <param name="diagonal">K of each variable with itself.</param>
    /// <param name="low">0 where a variable may fall, else −∞.</param>
    /// <param name="own">Fᵢ.</param>
    /// <param name="ownDiagonal">Kᵢᵢ.</param>
    /// <param name="least">What a takes the place of where it is smaller.</param>
    /// <returns>The variable, the first of equals; −1 for none.</returns>
    public static int Partner(
        ReadOnlySpan<double> f, ReadOnlySpan<float> column, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> low, double own, double ownDiagonal, double least) =>
        Partner(Simd.Width, f, column, diagonal, low, own, ownDiagonal, least);

    internal static int Move(
        SimdWidth width, Span<double> f, ReadOnlySpan<float> first, ReadOnlySpan<float> second, double step, ReadOnlySpan<double> up, ReadOnlySpan<double> low, out double greatest)
    {
        Check(f.Length, first.Length, second.Length, up.Length, low.Length);
        return width switch
        {
            SimdWidth.Bits512 => MoveVector<Register512<double>>(f, first, second, step, up, low, out greatest),
            SimdWidth.Bits256 => MoveVector<Register256<double>>(f, first, second, step, up, low, out greatest),
            SimdWidth.Bits128 => MoveVector<Register128<double>>(f, first, second, step, up, low, out greatest),
            _ => MoveScalar(f, first, second, step, up, low, out greatest),
        };
    }

    internal static int Partner(
        SimdWidth width, ReadOnlySpan<double> f, ReadOnlySpan<float> column, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> low, double own, double ownDiagonal, double least)
    {
        Check(f.Length, column.Length, diagonal.Length, low.Length, f.Length);
        return width switch
        {
            SimdWidth.Bits512 => PartnerVector<Register512<double>>(f, column, diagonal, low, own, ownDiagonal, least),
            SimdWidth.Bits256 => PartnerVector<Register256<double>>(f, column, diagonal, low, own, ownDiagonal, least),
            SimdWidth.Bits128 => PartnerVector<Register128<double>>(f, column, diagonal, low, own, ownDiagonal, least),
            _ => PartnerScalar(f, column, diagonal, low, own, ownDiagonal, least),
        };
    }

    private static void Check(int length, int a, int b, int c, int d)
    {
        if (length % Multiple != 0 || a != length || b != length || c != length || d != length)
            throw new ArgumentException($"Expected equal lengths that are multiples of {Multiple}, found {length}, {a}, {b}, {c} and {d}.");
    }
}
