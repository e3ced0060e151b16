using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Kirana.Server.Security;

/// <summary>How often one key, or one address without a key, may ask: a bucket of one second's requests that fills steadily. Thread-safe.</summary>
internal sealed class RateGate : IDisposable
{
    private readonly PartitionedRateLimiter<Caller>? _limiter;

    /// <summary>Creates a gate.</summary>
    /// <param name="requestsPerSecond">Requests a second in the long run, and the most at once; 0 for no limit.</param>
    public RateGate(int requestsPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requestsPerSecond);
        if (requestsPerSecond == 0)
            return;
        // Ten times a second, or as often as one request becomes free.
        var perPeriod = Math.Max(1, requestsPerSecond / 10);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = requestsPerSecond, TokensPerPeriod = perPeriod, ReplenishmentPeriod = TimeSpan.FromSeconds((double)perPeriod / requestsPerSecond),
        };
        _limiter = PartitionedRateLimiter.Create<Caller, Caller>(caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => options));
    }

    /// <summary>Counts a request.</summary>
    /// <param name="key">The key's number; 0 without a key.</param>
    /// <param name="address">Where it came from.</param>
    /// <returns><see langword="null"/> if it may go on, otherwise the seconds after which the next one may.</returns>
    public int? Refuse(long key, IPAddress? address)
    {
        if (_limiter is null)
            return null;
        using var lease = _limiter.AttemptAcquire(new Caller(key, key != 0 ? default : Network(address)));
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
    }

    /// <inheritdoc/>
    public void Dispose() => _limiter?.Dispose();

    // One household or machine has all of an IPv6 network of 64 bits, so that is what counts as one address.
    private static UInt128 Network(IPAddress? address)
    {
        if (address is null)
            return default;
        Span<byte> bytes = stackalloc byte[16];
        (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && length == 16)
            bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    private readonly record struct Caller(long Key, UInt128 Network);
}
