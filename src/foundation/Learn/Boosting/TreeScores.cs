using Kirana.Data.Fitting;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Trees;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting;

/// <summary>The raw scores of the training rows.</summary>
internal sealed class TreeScores
{
    private const int BlockRows = 1 << 13;

    // Fewer rows are added to sooner than another thread wakes up.
    private const int WorthAThread = 1 << 14;

    private readonly BinnedTable _table;
    private readonly FitContext _context;

    /// <summary>Begins with constants and the trees of an earlier fit.</summary>
    public TreeScores(BinnedTable table, FeatureSource features, double[] constants, IReadOnlyList<Tree> trees, FitContext context)
    {
        (_table, _context) = (table, context);
        PerOutput = RawScores.Of(features, constants, trees, context);
    }

    /// <summary>The scores of all rows for each output.</summary>
    public double[][] PerOutput { get; }

    /// <summary>Adds a tree whose leaves hold every row.</summary>
    public void Add(GrownTree grown, int output)
    {
        var scores = PerOutput[output];
        var threads = scores.Length < WorthAThread ? 1 : _context.Threads;
        Blocks.Run(grown.Leaves.Length, Math.Max(1, grown.Leaves.Length / 16), threads, _context.Cancellation, (_, first, end) =>
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

    /// <summary>Adds a tree, or takes it off with <paramref name="sign"/> −1, by walking every row down it.</summary>
    public void Add(Tree tree, int output, int sign)
    {
        var scores = PerOutput[output];
        var binned = new BinnedTree(tree, _table);
        Blocks.Run(scores.Length, BlockRows, _context.Threads, _context.Cancellation, (_, start, end) =>
        {
            for (var row = start; row < end; row++)
                scores[row] += sign * (double)tree.Value[binned.LeafOf(row)];
        });
    }
}
