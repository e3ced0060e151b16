using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Search;

/// <summary>Finds how far the lists must be taken to reach for a target recall, by searches whose answers are known.</summary>
internal sealed class ReachFit
{
    /// <summary>κ is a multiple of 1/64 …</summary>
    private const float Step = 1f / 64;

    /// <summary>… up to 4 radii, where practically all is scanned.</summary>
    private const int MostSteps = 256;

    /// <summary>A search in lists that looks at more than this share of the vectors costs more than looking at them all in order.</summary>
    private const double MostScanned = 0.6;

    /// <summary>The recall is measured on a sample: one that is lower by so many standard errors must reach the target too (one-sided 95 %).</summary>
    private const double StandardErrors = 1.645;

    private readonly Snapshot _snapshot;
    private readonly float[] _queries;
    private readonly int _width;
    private readonly int _wanted;
    private readonly double _target;
    private readonly FitContext _context;
    private readonly ulong[] _worst;

    /// <param name="snapshot">Lists with centres.</param>
    /// <param name="queries">The queries (queries × width).</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="options">The target.</param>
    /// <param name="context">Threads and cancellation.</param>
    public ReachFit(Snapshot snapshot, float[] queries, int width, VectorIndexOptions options, FitContext context)
    {
        (_snapshot, _queries, _width, _context) = (snapshot, queries, width, context);
        (_target, _wanted) = (options.TargetRecall, Math.Min(options.TargetCount, snapshot.Count));
        _worst = new ulong[queries.Length / width];
        var whole = new Snapshot(snapshot.Lists, centers: null, reach: 0);
        Each(whole, (query, results, _) => _worst[query] = RankKey.Of(results[^1].Score, results[^1].Handle));
    }

    /// <summary>The recall at the reach that was found; 1 where nothing but a scan is good enough.</summary>
    public double Recall { get; private set; } = 1;

    /// <summary>The least reach that is good enough and worth it; <see langword="null"/> to scan.</summary>
    public float? Find()
    {
        // Recall grows with the reach.
        var (low, high) = (0, MostSteps);
        if (!Reaches(high))
            return null;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Reaches(middle))
                high = middle;
            else
                low = middle + 1;
        }

        var (recalls, scanned) = Measure(high);
        if (scanned > MostScanned * _snapshot.Count)
            return null;
        Recall = recalls.Average();
        return high * Step;
    }

    private bool Reaches(int steps)
    {
        var recalls = Measure(steps).Recalls;
        var (mean, squares) = (recalls.Average(), 0.0);
        foreach (var recall in recalls)
            squares += (recall - mean) * (recall - mean);
        var error = recalls.Length < 2 ? 0 : Math.Sqrt(squares / (recalls.Length - 1) / recalls.Length);
        return mean - StandardErrors * error >= _target;
    }

    private (double[] Recalls, double Scanned) Measure(int steps)
    {
        var (recalls, scanned) = (new double[_worst.Length], new double[_worst.Length]);
        Each(new Snapshot(_snapshot.Lists, _snapshot.Centers, steps * Step), (query, results, scratch) =>
        {
            var found = 0;
            foreach (var result in results)
                if (RankKey.Of(result.Score, result.Handle) >= _worst[query])
                    found++;
            (recalls[query], scanned[query]) = ((double)found / _wanted, scratch.Scanned);
        });
        return (recalls, scanned.Average());
    }

    private void Each(Snapshot snapshot, ResultTaker take) => Blocks.Run(_worst.Length, 16, _context.Threads, _context.Cancellation, (_, start, end) =>
    {
        var (scratch, results) = (new SearchScratch(), new ScoredItem[_wanted]);
        for (var query = start; query < end; query++)
        {
            var found = scratch.Search(snapshot, _queries.AsSpan(query * _width, _width), unit: false, _wanted, allowed: null, results);
            take(query, results.AsSpan(0, found), scratch);
        }
    });

    private delegate void ResultTaker(int query, ReadOnlySpan<ScoredItem> results, SearchScratch scratch);
}
