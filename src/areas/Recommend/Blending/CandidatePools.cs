using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Evaluation;

namespace Kirana.Recommend.Blending;

/// <summary>What all sources nominate for each case, with scaled scores, so that any weights can be judged without asking again.</summary>
internal sealed class CandidatePools
{
    private const int CasesPerBlock = 16;

    private readonly int _sources;
    private readonly Pool[] _pools;

    private CandidatePools(int sources, Pool[] pools)
    {
        _sources = sources;
        _pools = pools;
    }

    /// <summary>Asks every source every case. Right answers stand first in a pool.</summary>
    public static CandidatePools Of(IReadOnlyList<IRecommender> sources, TestCases cases, BlendScale scale, int candidates, FitContext context)
    {
        var pools = new Pool[cases.Count];
        var done = 0L;
        Blocks.Run(cases.Count, CasesPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var count = sources[0].Items.Count;
            var rented = ArrayPool<float>.Shared.Rent(count);
            for (var request = start; request < end; request++)
            {
                var places = new Dictionary<int, int>();
                var values = new List<float>();
                foreach (var target in cases.TargetsOf(request))
                {
                    places.Add(target, places.Count);
                    values.AddRange(new float[sources.Count]);
                }

                var excluded = new HashSet<int>(cases.ExcludedFrom(request).ToArray());
                for (var s = 0; s < sources.Count; s++)
                {
                    using var nominated = Nominations.Of(sources[s], cases.ShopperOf(request), scale, candidates, rented.AsSpan(0, count));
                    for (var i = 0; i < nominated.Items.Length; i++)
                    {
                        var item = nominated.Items[i];
                        if (excluded.Contains(item))
                            continue;
                        if (!places.TryGetValue(item, out var place))
                        {
                            places.Add(item, place = places.Count);
                            values.AddRange(new float[sources.Count]);
                        }

                        values[place * sources.Count + s] = nominated.Values[i];
                    }
                }

                pools[request] = new Pool(cases.TargetsOf(request).Length, [.. values]);
            }

            ArrayPool<float>.Shared.Return(rented);
            context.Progress?.Report(new FitProgress("cases", Interlocked.Add(ref done, end - start), cases.Count));
        });
        return new CandidatePools(sources.Count, pools);
    }

    /// <summary>The mean NDCG of lists by these weights; ties count against them.</summary>
    public double Ndcg(double[] weights, int length, FitContext context)
    {
        var gains = new double[_pools.Length];
        Blocks.Run(_pools.Length, CasesPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var request = start; request < end; request++)
                gains[request] = Ndcg(_pools[request], weights, length);
        });
        return gains.Sum() / gains.Length;
    }

    private double Ndcg(Pool pool, double[] weights, int length)
    {
        var count = pool.Values.Length / _sources;
        var rented = ArrayPool<float>.Shared.Rent(count);
        var scores = rented.AsSpan(0, count);
        for (var c = 0; c < count; c++)
        {
            scores[c] = 0;
            for (var s = 0; s < _sources; s++)
                scores[c] += (float)weights[s] * pool.Values[c * _sources + s];
        }

        double gain = 0, ideal = 0;
        for (var target = 0; target < pool.Targets; target++)
        {
            if (target < length)
                ideal += Discount(target);
            if (scores[target] <= 0)
                continue;
            // Of equal scores a right answer stands behind all others, and of right answers the later.
            var place = 0;
            for (var c = 0; c < count && place < length; c++)
                if (c != target && (scores[c] > scores[target] || (scores[c] == scores[target] && (c >= pool.Targets || c < target))))
                    place++;
            if (place < length)
                gain += Discount(place);
        }

        ArrayPool<float>.Shared.Return(rented);
        return gain / ideal;
    }

    private static double Discount(int place) => 1 / Math.Log2(place + 2);

    /// <summary>One case's candidates.</summary>
    /// <param name="Targets">The right answers, which stand first.</param>
    /// <param name="Values">Scaled scores (candidates × sources), 0 where a source does not nominate.</param>
    private readonly record struct Pool(int Targets, float[] Values);
}
