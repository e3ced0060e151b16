using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Splitting;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>Finds the best split of one leaf, or of two siblings in one pass over the columns.</summary>
internal sealed class SplitSearch
{
    // Leaves whose columns' cells are fewer are searched by one thread.
    private const int WorthAThread = 1 << 12;

    private readonly BinnedTable _table;
    private readonly SplitRules _rules;
    private readonly int[][] _featuresOf;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly Split?[] _first;
    private readonly Split?[] _second;

    public SplitSearch(BinnedTable table, SplitRules rules, int threads, CancellationToken cancellation)
    {
        (_table, _rules, _cancellation) = (table, rules, cancellation);
        var packing = table.Packing;
        _featuresOf = [.. Enumerable.Range(0, packing.Columns).Select(c => Enumerable.Range(0, packing.Column.Length).Where(f => packing.Column[f] == c).ToArray())];
        _first = new Split?[packing.Column.Length];
        _second = new Split?[packing.Column.Length];
        _threads = packing.CodesOf.Sum() < WorthAThread ? 1 : threads;
    }

    /// <summary>Sets the best split of a leaf.</summary>
    /// <param name="leaf">The leaf, with its histogram.</param>
    /// <param name="sampled">The features to look at; all where <see langword="null"/>.</param>
    public void Find(Leaf leaf, bool[]? sampled)
    {
        ForColumns(column => Search(leaf, column, sampled, _first));
        leaf.Best = Reduce(_first);
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
        smaller.Best = Reduce(_first);
        larger.Best = Reduce(_second);
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

    private void Search(Leaf leaf, int column, bool[]? sampled, Split?[] found)
    {
        Span<double> scratch = stackalloc double[Histogram.ScratchLength];
        var sums = leaf.Sums;
        var own = _rules.Gain(sums.Gradient, sums.Hessian, _rules.L2, sums.Clamp(_rules.Value(sums.Gradient, sums.Hessian, _rules.L2)));
        // The last term keeps rounding alone from looking like a gain.
        var floor = own + 2 * _rules.MinGain + 1e-12 * Math.Abs(own);
        foreach (var feature in _featuresOf[column])
        {
            if (sampled?[feature] == false || leaf.Allowed?[feature] == false)
                continue;
            var bins = _table.Features[feature];
            var cells = leaf.Histogram!.Feature(feature, bins.Count, scratch);
            found[feature] = bins.IsCategorical
                ? CategoricalSplits.Best(cells, sums, _rules, feature, floor)
                : NumericSplits.Best(cells, bins.HasReserved, sums, _rules, feature, floor);
        }
    }

    /// <summary>The greatest gain; of equal ones the first feature's.</summary>
    private static Split? Reduce(Split?[] found)
    {
        Split? best = null;
        foreach (ref var split in found.AsSpan())
        {
            if (split is not null && (best is null || split.Gain > best.Gain))
                best = split;
            split = null;
        }

        return best;
    }
}
