using Kirana.Learn.Binning;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Splitting;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>Finds the best split of one leaf, or of two siblings in one pass over the columns.</summary>
internal sealed class SplitSearch
{
    // Leaves whose columns' cells are fewer are searched by one thread: at some 3 ns a cell, waking another costs as much.
    private const int WorthAThread = 1 << 14;

    private readonly BinnedTable _table;
    private readonly SplitRules _rules;
    private readonly int[][] _featuresOf;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly SplitCandidate[] _first;
    private readonly SplitCandidate[] _second;

    public SplitSearch(BinnedTable table, SplitRules rules, int threads, CancellationToken cancellation)
    {
        (_table, _rules, _cancellation) = (table, rules, cancellation);
        var packing = table.Packing;
        _featuresOf = [.. Enumerable.Range(0, packing.Columns).Select(c => Enumerable.Range(0, packing.Column.Length).Where(f => packing.Column[f] == c).ToArray()), .. packing.Wide.Select(f => new[] { f })];
        _first = new SplitCandidate[packing.Column.Length];
        _second = new SplitCandidate[packing.Column.Length];
        _threads = packing.CodesOf.Sum() + packing.WideStart[^1] < WorthAThread ? 1 : threads;
    }

    /// <summary>Sets the best split of a leaf.</summary>
    /// <param name="leaf">The leaf, with its histogram.</param>
    /// <param name="sampled">The features to look at; all where <see langword="null"/>.</param>
    public void Find(Leaf leaf, bool[]? sampled)
    {
        ForColumns(column => Search(leaf, column, sampled, _first));
        leaf.Best = Reduce(_first, leaf);
    }

    /// <summary>Makes the larger sibling's histogram out of their parent's, and sets the best splits of both.</summary>
    /// <param name="smaller">The sibling whose histogram was built.</param>
    /// <param name="larger">The other, holding the parent's histogram.</param>
    /// <param name="sampled">The features to look at; all where <see langword="null"/>.</param>
    public void FindBySubtraction(Leaf smaller, Leaf larger, bool[]? sampled)
    {
        ForColumns(column =>
        {
            PairSums.Subtract(smaller.Histogram!.Column(column), larger.Histogram!.Column(column));
            Search(smaller, column, sampled, _first);
            Search(larger, column, sampled, _second);
        });
        smaller.Best = Reduce(_first, smaller);
        larger.Best = Reduce(_second, larger);
    }

    private void ForColumns(Action<int> action)
    {
        var columns = _featuresOf.Length;
        Blocks.Run(columns, (columns + _threads - 1) / _threads, _threads, _cancellation, (_, start, end) =>
        {
            for (var column = start; column < end; column++)
                action(column);
        });
    }

    private void Search(Leaf leaf, int column, bool[]? sampled, SplitCandidate[] found)
    {
        var sums = leaf.Sums;
        var own = _rules.Gain(sums.Gradient, sums.Hessian, _rules.L2, sums.Clamp(_rules.Value(sums.Gradient, sums.Hessian, _rules.L2)));
        // The last term keeps rounding alone from looking like a gain.
        var floor = own + 2 * _rules.MinGain + 1e-12 * Math.Abs(own);
        var features = _featuresOf[column];
        if (features.Length == 1)
        {
            found[features[0]] = Search(leaf, features[0], leaf.Histogram!.Column(column), floor, sampled);
            return;
        }

        // The last feature of a shared column changes slowest: its sums are those of blocks, which are then added up to one.
        var table = (stackalloc double[PairHistogram.ColumnDoubles])[..leaf.Histogram!.Column(column).Length];
        Span<double> marginal = stackalloc double[PairHistogram.ColumnDoubles];
        leaf.Histogram.Column(column).CopyTo(table);
        for (var f = features.Length - 1; f >= 0; f--)
        {
            var cells = marginal[..(2 * _table.Features[features[f]].Count)];
            PairSums.Fold(table, cells);
            table = table[..(table.Length / (cells.Length / 2))];
            found[features[f]] = Search(leaf, features[f], cells, floor, sampled);
        }
    }

    private SplitCandidate Search(Leaf leaf, int feature, ReadOnlySpan<double> cells, double floor, bool[]? sampled)
    {
        if (sampled?[feature] == false || leaf.Allowed?[feature] == false)
            return default;
        var bins = _table.Features[feature];
        return bins.IsCategorical
            ? CategoricalSplits.Best(cells, leaf.Sums, _rules, feature, floor)
            : NumericSplits.Best(cells, bins.HasReserved, leaf.Sums, _rules, feature, floor);
    }

    /// <summary>The greatest gain; of equal ones the first feature's.</summary>
    private Split? Reduce(SplitCandidate[] found, Leaf leaf)
    {
        var best = 0;
        for (var feature = 1; feature < found.Length; feature++)
            if (found[feature].Gain > found[best].Gain)
                best = feature;
        var split = found[best].Gain > 0 ? Splits.Of(found[best], leaf.Sums, _rules) : null;
        Array.Clear(found);
        return split;
    }
}
