using System.Runtime.CompilerServices;
using Kirana.Learn.Splitting.Kernels;

namespace Kirana.Learn.Splitting;

/// <summary>Finds the best cut of a numeric feature from its histogram.</summary>
/// <remarks>Both directions of the missing values are tried (Chen and Guestrin 2016, algorithm 3).</remarks>
internal static class NumericSplits
{
    /// <summary>The best cut; none where none gains more than <paramref name="floor"/>.</summary>
    /// <param name="cells">Gradient and hessian of each bin; where there is a reserved bin, it is the last one.</param>
    /// <param name="hasReserved">Whether there is a reserved bin.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="feature">The feature's number.</param>
    /// <param name="floor">What the leaf's own gain, γ and better splits already demand of the children's gains together.</param>
    /// <param name="scratch"><see cref="CutScan.ScratchDoubles"/> of any content.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static SplitCandidate Best(
        ReadOnlySpan<double> cells, bool hasReserved, in LeafSums leaf, SplitRules rules, int feature, double floor, Span<double> scratch)
    {
        var valueCells = hasReserved ? cells[..^2] : cells;
        var (reservedGradient, reservedHessian) = hasReserved ? (cells[^2], cells[^1]) : (0, 0);
        var toRight = new CutRules(0, 0, leaf.Gradient, leaf.Hessian, rules.L2, Splits.LeastHessian(leaf, rules), floor);

        // Missing to the right: the cut behind the last value parts missing from present.
        var best = Scan(hasReserved ? valueCells : valueCells[..^2], toRight, leaf, rules, feature, scratch);
        var reservedLeft = false;
        if (hasReserved && reservedHessian > 0)
        {
            var toLeft = toRight with { FirstGradient = reservedGradient, FirstHessian = reservedHessian, Floor = best.Gain };
            var other = Scan(valueCells[..^2], toLeft, leaf, rules, feature, scratch);
            if (other.Bin >= 0)
                (best, reservedLeft) = (other, true);
        }

        if (best.Bin < 0)
            return default;

        // No row of this leaf lacks the value: rows to come that lack it follow the majority.
        if (reservedHessian * leaf.Rows < 0.5 * leaf.Hessian)
            reservedLeft = best.Hessian * 2 >= leaf.Hessian;
        return new SplitCandidate(feature, best.Gain - floor, best.Gradient, best.Hessian, rules.L2, best.Bin, reservedLeft, LeftBins: null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Cut Scan(ReadOnlySpan<double> cells, in CutRules cut, in LeafSums leaf, SplitRules rules, int feature, Span<double> scratch)
    {
        if (rules.Direction(feature) == 0 && !leaf.IsBounded && rules.L1 == 0)
            return CutScan.Best(cells, cut, scratch);

        var best = new Cut(-1, cut.Floor, 0, 0);
        var (gradient, hessian) = (cut.FirstGradient, cut.FirstHessian);
        for (var i = 0; i + 1 < cells.Length; i += 2)
        {
            gradient += cells[i];
            hessian += cells[i + 1];
            if (hessian < cut.Least || cut.Hessian - hessian < cut.Least)
                continue;
            var gain = Splits.Gain(gradient, hessian, cut.Gradient - gradient, cut.Hessian - hessian, leaf, rules, cut.L2, feature);
            if (gain > best.Gain)
                best = new Cut(i / 2, gain, gradient, hessian);
        }

        return best;
    }
}
