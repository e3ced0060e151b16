using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Growth;

/// <summary>Divides leaves of one table: the largest by all threads together, the others side by side.</summary>
internal sealed class ThreadedDivider : IDivider
{
    private readonly CancellationToken _cancellation;
    private readonly LeafDivider _together;
    private readonly LeafDivider[] _apart;
    private readonly DivisionPlan _plan;

    /// <summary>Divides leaves of one partition.</summary>
    /// <param name="table">The rows' bins.</param>
    /// <param name="rules">How trees grow.</param>
    /// <param name="partition">The rows of the leaves.</param>
    /// <param name="pool">Where histograms come from.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at for each leaf.</param>
    public ThreadedDivider(BinnedTable table, GrowthRules rules, RowPartition partition, HistogramPool pool, int threads, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _together = new LeafDivider(table, rules, partition, pool, threads, cancellation);
        _apart = threads == 1 || !table.HoldsColumns ? [] : new LeafDivider[Math.Min(threads, Divisions.Ahead(rules, pool.Bytes))];
        for (var worker = 0; worker < _apart.Length; worker++)
            _apart[worker] = new LeafDivider(table, rules, partition, pool, 1, cancellation);
        _plan = new DivisionPlan(table.Packing.Columns + table.Packing.Wide.Length, table.Packing.Cells, Math.Max(1, _apart.Length));
    }

    public Leaf Root(GradientPair[] pairs, bool all, bool[]? features) => _together.Root(pairs, all, features);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(List<Leaf> leaves, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var together = _apart.Length == 0 ? leaves.Count : _plan.Order(leaves);
        for (var at = 0; at < together; at++)
            _together.Divide(leaves[at], pairs, features, isLast);
        if (together == leaves.Count)
            return;

        var next = together;
        Blocks.Run(Math.Min(_apart.Length, leaves.Count - together), 1, _apart.Length, _cancellation, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (worker, _, _) =>
        {
            for (int at; (at = Interlocked.Increment(ref next) - 1) < leaves.Count;)
                _apart[worker].Divide(leaves[at], pairs, features, isLast);
        });
    }
}
