using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>Divides open leaves, some ahead of their turn, so that every thread has a leaf to divide.</summary>
/// <remarks>Best-first growth (Shi, "Best-first decision tree learning", 2007) splits one leaf after another, but how a leaf is divided depends
/// on that leaf alone. The leaves next in order are divided along with the first: hardly one of them is not split in the end. Which ones they
/// are does not depend on the number of threads, and so neither does the order of a leaf's rows, in which later sums are taken.</remarks>
internal sealed class Divisions
{
    // Each leaf that is divided ahead takes a histogram's memory.
    private const int MostAhead = 16;

    // Of so many splits to come, one is foreseen: the others may go to leaves that nothing is known of yet.
    private const int SplitsPerForeseen = 4;

    private readonly int _ahead;
    private readonly CancellationToken _cancellation;
    private readonly LeafDivider _together;
    private readonly LeafDivider[] _apart;
    private readonly DivisionPlan _plan;
    private readonly List<Leaf> _batch = [];
    private readonly PriorityQueue<Leaf, Leaf> _next;

    /// <summary>Divides leaves of one partition.</summary>
    /// <param name="table">The rows' bins.</param>
    /// <param name="rules">How trees grow.</param>
    /// <param name="partition">The rows of the leaves.</param>
    /// <param name="pool">Where histograms come from.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at for each leaf.</param>
    public Divisions(BinnedTable table, GrowthRules rules, RowPartition partition, HistogramPool pool, int threads, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _ahead = (int)Math.Clamp(rules.HistogramBytes / pool.Bytes / 4, 1, MostAhead);
        _next = new PriorityQueue<Leaf, Leaf>(LeafOrder.Of(rules));
        _together = new LeafDivider(table, rules, partition, pool, threads, cancellation);
        _apart = threads == 1 || !table.HoldsColumns ? [] : new LeafDivider[Math.Min(threads, _ahead)];
        for (var worker = 0; worker < _apart.Length; worker++)
            _apart[worker] = new LeafDivider(table, rules, partition, pool, 1, cancellation);
        _plan = new DivisionPlan(table.Packing.Columns + table.Packing.Wide.Length, table.Packing.Cells, Math.Max(1, _apart.Length));
    }

    /// <summary>The leaf of all rows, with its best split.</summary>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="all">Whether the partition has every row of the table, in order.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    public Leaf Root(GradientPair[] pairs, bool all, bool[]? features) => _together.Root(pairs, all, features);

    /// <summary>Divides the first open leaf and those behind it whose turn is near.</summary>
    /// <param name="open">The open leaves in the order in which they are split; the first is not divided yet.</param>
    /// <param name="splits">How many splits the tree may still have.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(SortedSet<Leaf> open, int splits, GradientPair[] pairs, bool[]? features)
    {
        Foresee(open, Math.Clamp(splits / SplitsPerForeseen, 1, _ahead));
        var together = _apart.Length == 0 ? _batch.Count : _plan.Order(_batch);
        for (var at = 0; at < together; at++)
            _together.Divide(_batch[at], pairs, features, isLast: splits == 1);
        if (together == _batch.Count)
            return;

        var next = together;
        Blocks.Run(Math.Min(_apart.Length, _batch.Count - together), 1, _apart.Length, _cancellation, (worker, _, _) =>
        {
            for (int at; (at = Interlocked.Increment(ref next) - 1) < _batch.Count;)
                _apart[worker].Divide(_batch[at], pairs, features, isLast: splits == 1);
        });
    }

    /// <summary>Fills the batch with the leaves to divide for the next splits, as far as the leaves that are known tell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Foresee(SortedSet<Leaf> open, int splits)
    {
        _batch.Clear();
        _next.Clear();
        foreach (var leaf in open)
        {
            if (_next.Count == splits)
                break;
            _next.Enqueue(leaf, leaf);
        }

        for (; splits > 0 && _next.TryDequeue(out var leaf, out _); splits--)
            if (leaf.Children is null)
                _batch.Add(leaf);
            else
                foreach (var child in leaf.Children)
                    if (child.Best is not null)
                        _next.Enqueue(child, child);
    }
}
