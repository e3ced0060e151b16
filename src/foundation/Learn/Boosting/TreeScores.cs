using System.Runtime.CompilerServices;
using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting;

/// <summary>Scores in memory.</summary>
internal sealed class TreeScores : ITrainingScores
{
    private const int BlockRows = 1 << 13;

    // A megabyte of scores.
    private const int LeafBlockRows = 1 << 17;

    private readonly LabelledRows _rows;
    private readonly BinnedTable? _table;
    private readonly FitContext _context;
    private readonly double[][] _scores;

    /// <summary>Begins with constants and the trees of an earlier fit.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="table">Their bins, if they have any: walking bytes is faster than comparing values.</param>
    /// <param name="constants">The score of each output before any tree.</param>
    /// <param name="trees">The trees of the earlier fit.</param>
    /// <param name="context">Threads and cancellation.</param>
    public TreeScores(LabelledRows rows, BinnedTable? table, double[] constants, IReadOnlyList<Tree> trees, FitContext context)
    {
        (_rows, _table, _context) = (rows, table, context);
        _scores = RawScores.Of(rows.Features, constants, trees, context);
    }

    public void Gradients(Objective objective, int output, Memory<GradientPair> pairs) =>
        objective.Gradients(_scores, _rows, output, pairs, _context.Threads, _context.Cancellation);

    public void CopyWeights(Span<float> weights)
    {
        if (_rows.Weights.Length == 0)
            weights.Fill(1);
        else
            _rows.Weights.CopyTo(weights);
    }

    public void Renew(GrownTree grown, double level, int output) => LeafRenewal.Renew(grown, level, _scores[output], _rows.Targets, _rows.Weights);

    public void Add(GrownTree grown, int output)
    {
        var scores = _scores[output];
        // Block after block, the scores that are added to stay in the cache.
        Blocks.Run(scores.Length, LeafBlockRows, _context.Threads, _context.Cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (_, start, end) =>
        {
            foreach (var leaf in grown.Leaves)
                Add(grown.Partition, leaf, start, end, grown.Builder.Value(leaf.Node), scores);
        });
    }

    /// <summary>Adds a leaf's value to those of its rows that lie in a block.</summary>
    /// <remarks>A leaf's rows ascend. One that was divided ahead of a turn that never came has a run of them for each of its parts.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(RowPartition partition, Leaf leaf, int start, int end, double value, double[] scores)
    {
        if (leaf.Children is [var left, var right])
        {
            Add(partition, left, start, end, value, scores);
            Add(partition, right, start, end, value, scores);
            return;
        }

        var rows = partition.Rows(leaf.Start, leaf.Count).Span;
        rows = rows[Place(rows, start)..];
        foreach (var row in rows[..Place(rows, end)])
            scores[row] += value;
    }

    public void Add(Tree tree, int output, int sign)
    {
        var scores = _scores[output];
        var binned = _table is null ? null : new BinnedTree(tree, _table);
        Blocks.Run(scores.Length, BlockRows, _context.Threads, _context.Cancellation, (_, start, end) =>
        {
            var (values, width) = (binned is null ? _rows.Features.ToRowMajor(start, end - start) : [], _rows.Features.Features);
            for (var row = start; row < end; row++)
                scores[row] += sign * (double)tree.Value[binned?.LeafOf(row) ?? tree.LeafOf(values.AsSpan((row - start) * width, width))];
        });
    }

    /// <summary>How many of some rows, ascending, come before a row.</summary>
    private static int Place(ReadOnlySpan<int> rows, int before)
    {
        var place = rows.BinarySearch(before);
        return place < 0 ? ~place : place;
    }

    public void Dispose()
    {
    }
}
