using System.Diagnostics;
using System.Numerics;

namespace Kirana.Bench.Load.Latency;

/// <summary>Counts latencies in buckets that grow with them: each is kept to within 1.6 %, from a microsecond to hours, in 30 kB.</summary>
/// <remarks>Thread-safe; recording takes no lock and allocates nothing. The layout is that of HdrHistogram (G. Tene): 64 equal buckets for
/// each power of two.</remarks>
public sealed class LatencyHistogram
{
    private const int Bits = 6;
    private readonly long[] _counts = new long[(65 - Bits) << Bits];

    /// <summary>How many were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>The longest, in milliseconds, to within a bucket; 0 if there is none.</summary>
    public double Maximum => Milliseconds(1);

    /// <summary>Records a time that passed.</summary>
    /// <param name="from">When it began: for a request the moment it should have been sent, whenever it was.</param>
    /// <param name="until">When it ended; both as <see cref="Stopwatch.GetTimestamp"/> tells.</param>
    public void Record(long from, long until)
    {
        var microseconds = (long)Stopwatch.GetElapsedTime(from, until).TotalMicroseconds;
        Interlocked.Increment(ref _counts[Bucket(Math.Max(0, microseconds))]);
    }

    /// <summary>What a share of the times was at most, in milliseconds; 0 if there is none.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    public double Milliseconds(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            if (_counts[bucket] > 0 && (rank -= _counts[bucket]) <= 0)
                return Upper(bucket) / 1000.0;
        return 0;
    }

    private static int Bucket(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - Bits);
        return (shift << Bits) + (int)(value >> shift);
    }

    /// <summary>The largest value of a bucket: a percentile is never told too short.</summary>
    private static long Upper(int bucket)
    {
        if (bucket < 2 << Bits)
            return bucket;
        var shift = (bucket >> Bits) - 1;
        return ((((long)bucket & ((1 << Bits) - 1)) + (1 << Bits) + 1) << shift) - 1;
    }
}
