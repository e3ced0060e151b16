namespace Kirana.Learn.Splitting;

/// <summary>Finds the best parting of a feature's categories in two.</summary>
/// <remarks>Ordered by gradient over hessian, the best of all partings is one of the k − 1 cuts of that order (Fisher, "On grouping for
/// maximum homogeneity", JASA 1958). Smoothing, a stronger λ and a cap on the smaller side keep rare categories from being
/// memorised, as in LightGBM. Rare, unseen and missing codes go right.</remarks>
internal static class CategoricalSplits
{
    /// <summary>The best parting; none where none gains more than <paramref name="floor"/>.</summary>
    /// <param name="cells">Gradient and hessian of each bin, the reserved one last.</param>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="feature">The feature's number.</param>
    /// <param name="floor">What the children's gains together must exceed.</param>
    public static SplitCandidate Best(ReadOnlySpan<double> cells, in LeafSums leaf, SplitRules rules, int feature, double floor)
    {
        var bins = cells.Length / 2 - 1;
        var order = new int[bins];
        var ratio = new double[bins];
        var present = 0;
        // Subtraction leaves crumbs of the hessian in bins without rows.
        var crumb = 0.5 * leaf.Hessian / Math.Max(1, leaf.Rows);
        for (var bin = 0; bin < bins; bin++)
            if (cells[2 * bin + 1] >= crumb)
            {
                ratio[present] = cells[2 * bin] / (cells[2 * bin + 1] + rules.CategorySmoothing);
                order[present++] = bin;
            }

        if (present == 0)
            return default;
        var single = present <= rules.OneAgainstRest;
        Array.Sort(ratio, order, 0, present);

        var best = (Count: 0, FromEnd: false, Gain: floor, Gradient: 0.0, Hessian: 0.0);
        var l2 = single ? rules.L2 : rules.L2 + rules.CategoryL2;
        Scan(cells, order.AsSpan(0, present), single, fromEnd: false, leaf, rules, l2, feature, ref best);
        if (!single)
        {
            Array.Reverse(order, 0, present);
            Scan(cells, order.AsSpan(0, present), single, fromEnd: true, leaf, rules, l2, feature, ref best);
            if (!best.FromEnd)
                Array.Reverse(order, 0, present);
        }

        if (best.Count == 0)
            return default;
        int[] left = single ? [order[best.Count - 1]] : order[..best.Count];
        Array.Sort(left);
        return new SplitCandidate(feature, best.Gain - floor, best.Gradient, best.Hessian, l2, Bin: 0, ReservedLeft: false, left);
    }

    private static void Scan(
        ReadOnlySpan<double> cells, ReadOnlySpan<int> order, bool single, bool fromEnd, in LeafSums leaf, SplitRules rules, double l2, int feature,
        ref (int Count, bool FromEnd, double Gain, double Gradient, double Hessian) best)
    {
        var least = Splits.LeastHessian(leaf, rules);
        var (gradient, hessian) = (0.0, 0.0);
        var most = single ? order.Length : Math.Min(order.Length, rules.MaxCategories);
        for (var i = 0; i < most; i++)
        {
            var bin = order[i];
            (gradient, hessian) = single ? (cells[2 * bin], cells[2 * bin + 1]) : (gradient + cells[2 * bin], hessian + cells[2 * bin + 1]);
            if (hessian < least || leaf.Hessian - hessian < least)
                continue;
            var gain = Splits.Gain(gradient, hessian, leaf.Gradient - gradient, leaf.Hessian - hessian, leaf, rules, l2, feature);
            if (gain > best.Gain)
                best = (i + 1, fromEnd, gain, gradient, hessian);
        }
    }
}
