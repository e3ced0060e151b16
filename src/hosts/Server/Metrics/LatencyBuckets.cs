using System.Numerics;

namespace Kirana.Server.Metrics;

/// <summary>The buckets that latencies are counted in: eight to each doubling of microseconds, so a value read back is wrong by 6 % at most.</summary>
internal static class LatencyBuckets
{
    private const int Steps = 8;
    private const int StepBits = 3;
    private const int Doublings = 27;

    /// <summary>The number of buckets; the last holds everything above about two minutes.</summary>
    public const int Count = (Doublings - StepBits + 1) * Steps;

    /// <summary>The bucket of a duration.</summary>
    /// <param name="microseconds">The duration, 0 or more.</param>
    public static int Of(long microseconds)
    {
        if (microseconds < Steps)
            return (int)Math.Max(0, microseconds);
        var doubling = BitOperations.Log2((ulong)microseconds);
        if (doubling >= Doublings)
            return Count - 1;
        var step = (int)(microseconds >> (doubling - StepBits)) & (Steps - 1);
        return ((doubling - StepBits + 1) * Steps) + step;
    }

    /// <summary>The smallest duration of a bucket, in microseconds; of the bucket after the last, where the last ends.</summary>
    /// <param name="bucket">The bucket.</param>
    public static long Floor(int bucket) =>
        bucket < Steps ? bucket : (long)(Steps + (bucket % Steps)) << ((bucket / Steps) - 1);

    /// <summary>The duration that a share of what was counted does not exceed, in milliseconds; 0 if nothing was counted.</summary>
    /// <param name="counts">How often each bucket was hit.</param>
    /// <param name="share">The share, 0 to 1.</param>
    public static double Quantile(ReadOnlySpan<long> counts, double share)
    {
        long total = 0;
        foreach (var count in counts)
            total += count;
        if (total == 0)
            return 0;
        var rank = Math.Max(1, (long)Math.Ceiling(share * total));
        for (var bucket = 0; ; bucket++)
            if ((rank -= counts[bucket]) <= 0)
                return (Floor(bucket) + Floor(bucket + 1)) / 2000.0;
    }
}
