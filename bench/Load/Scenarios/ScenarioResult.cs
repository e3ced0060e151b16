namespace Kirana.Bench.Load.Scenarios;

/// <summary>What a scenario gave.</summary>
/// <param name="Name">The scenario.</param>
/// <param name="Says">What was done, as one sentence.</param>
/// <param name="Figures">The figures, the most important first.</param>
internal sealed record ScenarioResult(string Name, string Says, IReadOnlyList<Measured> Figures)
{
    /// <summary>A picture's line, if there is one: what it shows, and its points.</summary>
    public (string Title, string X, string Y, double[] Xs, double[] Ys)? Line { get; init; }

    /// <summary>The figures of every latency scenario.</summary>
    /// <param name="latencies">The latencies.</param>
    /// <param name="p99">What the 99th percentile should be at most, in milliseconds, if anything.</param>
    public static IEnumerable<Measured> Percentiles(Latency.LatencyHistogram latencies, double? p99 = null) =>
    [
        new Measured("p99", latencies.Milliseconds(0.99), "ms") { AtMost = p99 },
        new Measured("p50", latencies.Milliseconds(0.5), "ms"),
        new Measured("p95", latencies.Milliseconds(0.95), "ms"),
        new Measured("p99.9", latencies.Milliseconds(0.999), "ms"),
        new Measured("max", latencies.Maximum, "ms"),
    ];

    /// <summary>The requests that failed, all and by what became of them.</summary>
    /// <param name="loop">The loop that sent them.</param>
    public static IEnumerable<Measured> Failures(OpenLoop loop) =>
    [
        new Measured("failed", loop.Failed, "requests") { AtMost = 0 },
        .. loop.Failures.OrderByDescending(failure => failure.Value).Select(failure => new Measured($"failed by {failure.Key}", failure.Value, "requests")),
    ];

    /// <summary>A picture of latencies: how long the share of requests took at most.</summary>
    /// <param name="latencies">The latencies.</param>
    public static (string Title, string X, string Y, double[] Xs, double[] Ys) Curve(Latency.LatencyHistogram latencies)
    {
        double[] shares = [.. Enumerable.Range(1, 199).Select(i => i / 200.0), 0.996, 0.997, 0.998, 0.999];
        return ("How long requests took", "% of requests", "ms at most", Array.ConvertAll(shares, share => 100 * share), Array.ConvertAll(shares, latencies.Milliseconds));
    }
}
