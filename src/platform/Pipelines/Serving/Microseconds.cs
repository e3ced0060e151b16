namespace Kirana.Pipelines.Serving;

/// <summary>Moments as records keep them: UTC microseconds since 1970.</summary>
internal static class Microseconds
{
    /// <summary>The microseconds of a moment.</summary>
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
