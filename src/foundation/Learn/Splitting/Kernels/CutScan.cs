using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Splitting.Kernels;

/// <summary>Finds the cut of a histogram with the greatest G²/(H + λ) of both sides together (Chen and Guestrin 2016, equation 7).</summary>
/// <remarks>The running sums are taken bin by bin, the gains element by element: every form has the same bits. Of equal gains the first
/// cut wins.</remarks>
internal static partial class CutScan
{
    /// <summary>The most bins that are scanned at once.</summary>
    public const int MostBins = 256;

    /// <summary>The best cut behind one of the bins.</summary>
    /// <param name="cells">Gradient and hessian of each bin.</param>
    /// <param name="rules">What to keep to.</param>
    public static Cut Best(ReadOnlySpan<double> cells, in CutRules rules)
    {
        if (cells.Length > 2 * MostBins)
            return BestOfParts(cells, rules);
        return Simd.Width == SimdWidth.Scalar ? Scalar(cells, rules) : Vector(cells, rules);
    }
}
