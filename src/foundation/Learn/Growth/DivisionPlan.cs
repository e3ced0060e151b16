using System.Runtime.CompilerServices;

namespace Kirana.Learn.Growth;

/// <summary>Decides which leaves all threads divide together, one after another, and which are divided side by side by a thread each.</summary>
/// <remarks>Together, no thread is idle for long but each has to wait for the others several times in a leaf; side by side, threads wait once
/// for all leaves, but long where one of the leaves is large. The largest leaves go to all threads, as many as makes the time to the end
/// the least; the others are foreseen to be taken by whichever thread is free, the largest first (Graham, "Bounds on multiprocessing timing
/// anomalies", SIAM J. Appl. Math. 1969). The unit of work is an addition to a histogram.</remarks>
/// <param name="columns">The columns of a histogram.</param>
/// <param name="cells">The cells of a histogram.</param>
/// <param name="threads">The threads, at least 1.</param>
internal sealed class DivisionPlan(int columns, int cells, int threads)
{
    // A row is parted in about the time of so many additions; a cell is subtracted and searched in both children in that of so many.
    private const long PerRow = 2;
    private const long PerCell = 4;

    // What threads lose by waiting for each other while they divide a leaf together, each of them.
    private const long Waiting = 1 << 15;

    private readonly long[] _busy = new long[threads];
    private long[] _work = [];

    /// <summary>Puts the leaves with most work first.</summary>
    /// <param name="leaves">Leaves that have a split.</param>
    /// <returns>How many of them, from the first on, to divide together.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Order(List<Leaf> leaves)
    {
        if (_work.Length < leaves.Count)
            _work = new long[leaves.Count];
        for (var i = 0; i < leaves.Count; i++)
        {
            var (leaf, work, place) = (leaves[i], Work(leaves[i]), i);
            for (; place > 0 && _work[place - 1] < work; place--)
                (leaves[place], _work[place]) = (leaves[place - 1], _work[place - 1]);
            (leaves[place], _work[place]) = (leaf, work);
        }

        var (best, least, before) = (0, long.MaxValue, 0L);
        for (var together = 0; together <= leaves.Count; together++)
        {
            var end = before + SideBySide(together, leaves.Count);
            if (end < least)
                (best, least) = (together, end);
            if (together < leaves.Count)
                before += _work[together] / threads + Waiting;
        }

        return best;
    }

    /// <summary>When the last thread ends that divides leaves from the given one on.</summary>
    private long SideBySide(int first, int leaves)
    {
        Array.Clear(_busy);
        var end = 0L;
        for (var i = first; i < leaves; i++)
        {
            var free = 0;
            for (var thread = 1; thread < threads; thread++)
                if (_busy[thread] < _busy[free])
                    free = thread;
            _busy[free] += _work[i];
            end = Math.Max(end, _busy[free]);
        }

        return end;
    }

    /// <summary>The work of dividing a leaf: its rows are parted, those of the smaller child added up, and both children searched.</summary>
    private long Work(Leaf leaf)
    {
        var split = leaf.Best!;
        return PerRow * leaf.Count + (long)Math.Min(split.Left.Rows, split.Right.Rows) * columns + PerCell * cells;
    }
}
