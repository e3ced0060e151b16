namespace Kirana.Learn.Splitting;

/// <summary>Finds the best cut of a numeric feature from its histogram.</summary>
/// <remarks>Both directions of the missing values are tried (Chen and Guestrin 2016, algorithm 3).</remarks>
internal static class NumericSplits
{
    /// <summary>The best cut, or <see langword="null"/> where none gains more than <paramref name="floor"/>.</summary>
    /// <param name="cells">Gradient and hessian of each bin; where there is a reserved bin, it is the last one.</param>
    /// <param name="hasReserved">Whether there is a reserved bin.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="feature">The feature's number.</param>
    /// <param name="floor">What the leaf's own gain, γ and better splits already demand of the children's gains together.</param>
    public static Split? Best(ReadOnlySpan<double> cells, bool hasReserved, in LeafSums leaf, SplitRules rules, int feature, double floor)
    {
        var valueCells = hasReserved ? cells[..^2] : cells;
        var (reservedGradient, reservedHessian) = hasReserved ? (cells[^2], cells[^1]) : (0, 0);
        var best = new Cut(-1, floor, false, 0, 0);
        var plain = rules.Direction(feature) == 0 && !leaf.IsBounded && rules.L1 == 0;

        // Missing to the right: the cut behind the last value parts missing from present.
        Scan(hasReserved ? valueCells : valueCells[..^2], 0, 0, leaf, rules, feature, plain, reservedLeft: false, ref best);
        if (hasReserved && reservedHessian > 0)
            Scan(valueCells[..^2], reservedGradient, reservedHessian, leaf, rules, feature, plain, reservedLeft: true, ref best);
        if (best.Bin < 0)
            return null;

        var split = Splits.Of(feature, best.Gain - floor, best.Gradient, best.Hessian, leaf, rules, rules.L2);
        // No row of this leaf lacks the value: rows to come that lack it follow the majority.
        var noneMissing = reservedHessian * leaf.Rows < 0.5 * leaf.Hessian;
        return split with { Bin = best.Bin, ReservedLeft = noneMissing ? best.Hessian * 2 >= leaf.Hessian : best.ReservedLeft };
    }

    private static void Scan(
        ReadOnlySpan<double> cells, double gradient, double hessian, in LeafSums leaf, SplitRules rules, int feature, bool plain, bool reservedLeft, ref Cut best)
    {
        var (total, totalHessian, l2) = (leaf.Gradient, leaf.Hessian, rules.L2);
        var least = Splits.LeastHessian(leaf, rules);
        var most = totalHessian - least;
        for (var i = 0; i + 1 < cells.Length; i += 2)
        {
            gradient += cells[i];
            hessian += cells[i + 1];
            if (hessian < least)
                continue;
            if (hessian > most)
                break;
            var (right, rightHessian) = (total - gradient, totalHessian - hessian);
            if (plain)
            {
                // a²/p + b²/q > best, without the divisions; both denominators are positive.
                var (p, q) = (hessian + l2, rightHessian + l2);
                var (numerator, denominator) = (gradient * gradient * q + right * right * p, p * q);
                if (numerator > best.Gain * denominator)
                    best = new Cut(i / 2, numerator / denominator, reservedLeft, gradient, hessian);
                continue;
            }

            var gain = Splits.Gain(gradient, hessian, right, rightHessian, leaf, rules, l2, feature);
            if (gain > best.Gain)
                best = new Cut(i / 2, gain, reservedLeft, gradient, hessian);
        }
    }

    private readonly record struct Cut(int Bin, double Gain, bool ReservedLeft, double Gradient, double Hessian);
}
