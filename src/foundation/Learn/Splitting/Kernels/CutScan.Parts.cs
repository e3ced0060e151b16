namespace Kirana.Learn.Splitting.Kernels;

internal static partial class CutScan
{
    /// <summary>The best cut of more bins than are scanned at once: part by part, each beginning with the sums of those before.</summary>
    private static Cut BestOfParts(ReadOnlySpan<double> cells, in CutRules rules, Span<double> scratch)
    {
        var (best, own) = (new Cut(-1, rules.Floor, 0, 0), rules);
        for (var start = 0; start < cells.Length; start += 2 * MostBins)
        {
            var part = cells.Slice(start, Math.Min(2 * MostBins, cells.Length - start));
            var found = Best(part, own, scratch);
            if (found.Bin >= 0)
                best = found with { Bin = found.Bin + start / 2 };
            // In the order of the scan itself, so that the sums have its bits.
            var (gradient, hessian) = (own.FirstGradient, own.FirstHessian);
            for (var i = 0; i < part.Length; i += 2)
                (gradient, hessian) = (gradient + part[i], hessian + part[i + 1]);
            own = own with { FirstGradient = gradient, FirstHessian = hessian, Floor = best.Gain };
        }

        return best;
    }
}
