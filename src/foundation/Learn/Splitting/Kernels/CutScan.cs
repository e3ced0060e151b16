using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Splitting.Kernels;

/// <summary>Finds the cut of a histogram with the greatest G²/(H + λ) of both sides together (Chen and Guestrin 2016, equation 7).</summary>
/// <remarks>The running sums are taken bin by bin, the gains element by element: every form has the same bits. Of equal gains the first
/// cut wins.</remarks>
internal static partial class CutScan
{
    /// <summary>The most bins that are scanned at once.</summary>
    public const int MostBins = 256;

    /// <summary>How long the scratch memory of a scan is: both running sums of every bin.</summary>
    public const int ScratchDoubles = 2 * MostBins;

    // Up to here the vector form's two passes take longer than the scalar one.
    private const int FewDoubles = 16;

    /// <summary>The best cut behind one of the bins.</summary>
    /// <param name="cells">Gradient and hessian of each bin.</param>
    /// <param name="rules">What to keep to.</param>
    /// <param name="scratch"><see cref="ScratchDoubles"/> of any content: to clear memory of its own would take a scan of few bins longer than
    /// the scan.</param>
    public static Cut Best(ReadOnlySpan<double> cells, in CutRules rules, Span<double> scratch)
    {
        if (cells.Length > 2 * MostBins)
            return BestOfParts(cells, rules, scratch);
        return cells.Length <= FewDoubles || Simd.Width == SimdWidth.Scalar ? Scalar(cells, rules) : Vector(cells, rules, scratch);
    }
}
