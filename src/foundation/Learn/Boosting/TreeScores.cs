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

    // Fewer rows are added to sooner than another thread wakes up.
    private const int WorthAThread = 1 << 14;

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
        var threads = scores.Length < WorthAThread ? 1 : _context.Threads;
        Blocks.Run(grown.Leaves.Length, Math.Max(1, grown.Leaves.Length / 64), threads, _context.Cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (_, first, end) =>
        {
            for (var l = first; l < end; l++)
            {
                var leaf = grown.Leaves[l];
                double value = grown.Builder.Value(leaf.Node);
                foreach (var row in grown.Partition.Rows(leaf.Start, leaf.Count).Span)
                    scores[row] += value;
            }
        });
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

    public void Dispose()
    {
    }
}
