using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Splitting;
using Kirana.Learn.Splitting.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>Finds the best split of one leaf, or of two siblings in one pass over the columns.</summary>
internal sealed class SplitSearch
{
    // Leaves whose columns' cells are fewer are searched by one thread: at some 3 ns a cell, to ask another costs as much.
    private const int WorthAThread = 1 << 12;

    private readonly BinnedTable _table;
    private readonly SplitRules _rules;
    private readonly int[][] _featuresOf;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly Block[] _blocks;

    public SplitSearch(BinnedTable table, SplitRules rules, int threads, CancellationToken cancellation)
    {
        (_table, _rules, _cancellation) = (table, rules, cancellation);
        var packing = table.Packing;
        var features = new List<int>[packing.Columns + packing.Wide.Length];
        for (var column = 0; column < features.Length; column++)
            features[column] = [];
        for (var feature = 0; feature < packing.Column.Length; feature++)
            features[packing.Column[feature]].Add(feature);
        _featuresOf = Array.ConvertAll(features, own => own.ToArray());
        _threads = packing.Cells < WorthAThread ? 1 : threads;
        _blocks = new Block[_threads];
        for (var block = 0; block < _blocks.Length; block++)
            _blocks[block] = new Block();
    }

    /// <summary>Sets the best split of a leaf.</summary>
    /// <param name="leaf">The leaf, with its histogram.</param>
    /// <param name="sampled">The features to look at; all where <see langword="null"/>.</param>
    public void Find(Leaf leaf, bool[]? sampled)
    {
        var floor = Splits.Floor(leaf.Sums, _rules);
        ForColumns((block, column) => Search(leaf, floor, column, sampled, block, ref block.First));
        leaf.Best = Reduce(leaf, static block => block.First);
    }

    /// <summary>Makes the larger sibling's histogram out of their parent's, and sets the best splits of both.</summary>
    /// <param name="smaller">The sibling whose histogram was built.</param>
    /// <param name="larger">The other, holding the parent's histogram.</param>
    /// <param name="sampled">The features to look at; all where <see langword="null"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void FindBySubtraction(Leaf smaller, Leaf larger, bool[]? sampled)
    {
        var (first, second) = (Splits.Floor(smaller.Sums, _rules), Splits.Floor(larger.Sums, _rules));
        ForColumns([MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, column) =>
        {
            PairSums.Subtract(smaller.Histogram!.Column(column), larger.Histogram!.Column(column));
            Search(smaller, first, column, sampled, block, ref block.First);
            Search(larger, second, column, sampled, block, ref block.Second);
        });
        smaller.Best = Reduce(smaller, static block => block.First);
        larger.Best = Reduce(larger, static block => block.Second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ForColumns(Action<Block, int> action)
    {
        var columns = _featuresOf.Length;
        Blocks.Run(columns, (columns + _threads - 1) / _threads, _threads, _cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (block, start, end) =>
        {
            var own = _blocks[block];
            (own.First, own.Second) = (default, default);
            for (var column = start; column < end; column++)
                action(own, column);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Search(Leaf leaf, double floor, int column, bool[]? sampled, Block block, ref SplitCandidate best)
    {
        var features = _featuresOf[column];
        ReadOnlySpan<double> table = leaf.Histogram!.Column(column);
        if (features.Length == 1)
        {
            Search(leaf, features[0], table, floor, sampled, block, ref best);
            return;
        }

        // The last feature of a shared column changes slowest: its sums are those of blocks, which are then added up to one.
        for (var f = features.Length - 1; f >= 0; f--)
        {
            var bins = _table.Features[features[f]].Count;
            var cells = block.Marginal.AsSpan(0, 2 * bins);
            var folded = block.Folded.AsSpan(0, table.Length / bins);
            PairSums.Fold(table, cells, folded);
            table = folded;
            Search(leaf, features[f], cells, floor, sampled, block, ref best);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Search(Leaf leaf, int feature, ReadOnlySpan<double> cells, double floor, bool[]? sampled, Block block, ref SplitCandidate best)
    {
        if (sampled?[feature] == false || leaf.Allowed?[feature] == false)
            return;
        var bins = _table.Features[feature];
        var found = bins.IsCategorical
            ? CategoricalSplits.Best(cells, leaf.Sums, _rules, feature, floor)
            : NumericSplits.Best(cells, bins.HasReserved, leaf.Sums, _rules, feature, floor, block.Running);
        KeepBetter(found, ref best);
    }

    /// <summary>The greatest gain; of equal ones the first feature's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KeepBetter(in SplitCandidate found, ref SplitCandidate best)
    {
        if (found.Gain > best.Gain || (found.Gain == best.Gain && found.Gain > 0 && found.Feature < best.Feature))
            best = found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Split? Reduce(Leaf leaf, Func<Block, SplitCandidate> bestOf)
    {
        var best = default(SplitCandidate);
        foreach (var block in _blocks)
            KeepBetter(bestOf(block), ref best);
        return best.Gain > 0 ? Splits.Of(best, leaf.Sums, _rules) : null;
    }

    /// <summary>What one block of columns found, and its scratch memory.</summary>
    private sealed class Block
    {
        /// <summary>The best split of the leaf, or of the smaller sibling.</summary>
        public SplitCandidate First;

        /// <summary>The best split of the larger sibling.</summary>
        public SplitCandidate Second;

        public double[] Folded { get; } = new double[2 * ColumnPacking.Codes];

        public double[] Marginal { get; } = new double[2 * ColumnPacking.Codes];

        public double[] Running { get; } = new double[CutScan.ScratchDoubles];
    }
}
