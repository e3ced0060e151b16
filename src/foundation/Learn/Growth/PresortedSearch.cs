using Kirana.Learn.Objectives;
using Kirana.Learn.Splitting;
using Kirana.Learn.Splitting.Kernels;

namespace Kirana.Learn.Growth;

/// <summary>Finds the best split of a leaf over all values that its rows have.</summary>
/// <remarks>The exact greedy algorithm (Chen and Guestrin, "XGBoost", KDD 2016, algorithms 1 and 3). The rows of one value are summed to one cell, so
/// that cells are those of a histogram with a bin for each value, and are searched by the same rules. Features are independent: the result does
/// not depend on the number of threads.</remarks>
internal sealed class PresortedSearch
{
    private readonly PresortedColumns _columns;
    private readonly SplitRules _rules;
    private readonly Scratch[] _scratch;
    private readonly SplitCandidate[] _found;
    private readonly float[] _thresholds;

    public PresortedSearch(PresortedColumns columns, SplitRules rules, int rows)
    {
        (_columns, _rules) = (columns, rules);
        (_found, _thresholds) = (new SplitCandidate[columns.Features.Length], new float[columns.Features.Length]);
        var cells = Math.Max(rows + 1, columns.Features.Max(bins => bins.Count));
        _scratch = [.. Enumerable.Range(0, columns.BlockCount).Select(_ => new Scratch(cells))];
    }

    /// <summary>Sets the best split of a leaf; of equal ones that of the first feature, in it the first.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <param name="rows">Its rows, ascending.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="sampled">The features to look at; all where <see langword="null"/>.</param>
    public void Find(Leaf leaf, ReadOnlyMemory<int> rows, GradientPair[] pairs, bool[]? sampled)
    {
        var floor = Splits.Floor(leaf.Sums, _rules);
        _columns.ForFeatures((block, f) => _found[f] = sampled?[f] == false || leaf.Allowed?[f] == false
            ? default
            : _columns.Features[f].IsCategorical ? BestCategories(leaf, f, rows.Span, pairs, floor, _scratch[block]) : BestCut(leaf, f, pairs, floor, _scratch[block]));
        var best = 0;
        for (var f = 1; f < _found.Length; f++)
            best = _found[f].Gain > _found[best].Gain ? f : best;
        if (!(_found[best].Gain > 0))
            return;
        var split = Splits.Of(_found[best], leaf.Sums, _rules);
        leaf.Best = split.LeftBins is null ? split with { Threshold = _thresholds[best] } : split;
    }

    private SplitCandidate BestCut(Leaf leaf, int feature, GradientPair[] pairs, double floor, Scratch scratch)
    {
        var values = _columns.Values(feature, leaf.Start, leaf.Count);
        var (cells, last, distinct, at) = (scratch.Cells, scratch.Last, 0, 0);
        while (at < values.Length && !float.IsNaN(values[at].Value))
        {
            var (value, gradient, hessian) = (values[at].Value, 0.0, 0.0);
            for (; at < values.Length && values[at].Value == value; at++)
                (gradient, hessian) = (gradient + pairs[values[at].Row].Gradient, hessian + pairs[values[at].Row].Hessian);
            (cells[2 * distinct], cells[2 * distinct + 1], last[distinct]) = (gradient, hessian, at - 1);
            distinct++;
        }

        if (distinct == 0)
            return default;
        var hasReserved = _columns.Features[feature].HasReserved;
        var (missing, missingHessian) = (0.0, 0.0);
        for (; at < values.Length; at++)
            (missing, missingHessian) = (missing + pairs[values[at].Row].Gradient, missingHessian + pairs[values[at].Row].Hessian);
        (cells[2 * distinct], cells[2 * distinct + 1]) = (missing, missingHessian);

        var found = NumericSplits.Best(cells.AsSpan(0, 2 * (distinct + (hasReserved ? 1 : 0))), hasReserved, leaf.Sums, _rules, feature, floor, scratch.Running);
        if (found.Gain > 0)
            _thresholds[feature] = found.Bin + 1 < distinct
                ? Binning.NumericCuts.Middle(values[last[found.Bin]].Value, values[last[found.Bin] + 1].Value)
                : float.PositiveInfinity;
        return found;
    }

    private SplitCandidate BestCategories(Leaf leaf, int feature, ReadOnlySpan<int> rows, GradientPair[] pairs, double floor, Scratch scratch)
    {
        var cells = scratch.Cells.AsSpan(0, 2 * _columns.Features[feature].Count);
        cells.Clear();
        var bins = _columns.Categories(feature);
        foreach (var row in rows)
        {
            cells[2 * bins[row]] += pairs[row].Gradient;
            cells[2 * bins[row] + 1] += pairs[row].Hessian;
        }

        return CategoricalSplits.Best(cells, leaf.Sums, _rules, feature, floor);
    }

    /// <summary>The memory of one block of features.</summary>
    private sealed class Scratch(int cells)
    {
        public double[] Cells { get; } = new double[2 * cells];

        /// <summary>The last place of each value in its list.</summary>
        public int[] Last { get; } = new int[cells];

        public double[] Running { get; } = new double[CutScan.ScratchDoubles];
    }
}
