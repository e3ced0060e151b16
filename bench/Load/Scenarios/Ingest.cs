using System.Diagnostics;
using System.Globalization;
using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Latency;
using Kirana.Bench.Load.Target;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>Events as fast as they are taken: each connection sends its next batch when the last one was acknowledged.</summary>
internal static class Ingest
{
    /// <summary>Runs one size of batch.</summary>
    /// <param name="shop">The server.</param>
    /// <param name="ids">The shop's ids.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="batch">Events in a request.</param>
    /// <param name="connections">Connections.</param>
    /// <param name="target">Events a second there should be at least.</param>
    public static ScenarioResult Run(ServedShop shop, ShopIds ids, LoadSettings settings, int batch, int connections, double target)
    {
        var now = TimeProvider.System.GetUtcNow();
        var run = now.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture);
        var batches = Enumerable.Range(0, connections).Select(i => new EventBatch(shop.Requests, $"{run}-{batch}-{i}-", batch, ids, now)).ToArray();
        var (latencies, counted, failed) = (new LatencyHistogram(), 0L, 0L);
        var from = Stopwatch.GetTimestamp() + Clock.Ticks(settings.WarmUp);
        var until = from + Clock.Ticks(settings.Seconds);
        var cpu = shop.CpuSeconds;
        Task.WaitAll(Array.ConvertAll(batches, Send));

        return new ScenarioResult($"events-{batch}", $"Batches of {batch} on {connections} connections for {settings.Seconds:0} s after {settings.WarmUp:0} s; acknowledged means durable.",
        [
            new Measured("events per second", counted / settings.Seconds, "/s") { AtLeast = target },
            .. ScenarioResult.Percentiles(latencies),
            new Measured("failed", failed, "requests") { AtMost = 0 },
            new Measured("server CPU per event", 1e6 * (shop.CpuSeconds - cpu) / batches.Sum(one => one.Sent * one.Size), "µs"),
        ])
        { Line = ScenarioResult.Curve(latencies) };

        async Task Send(EventBatch own)
        {
            using var connection = Connection.Open(shop.Address);
            // Off this thread, so that all connections begin at once.
            await Task.Yield();
            for (var sent = Stopwatch.GetTimestamp(); sent < until;)
            {
                var answer = await connection.Ask(own.Next()).ConfigureAwait(false);
                var done = Stopwatch.GetTimestamp();
                if (!answer.Succeeded)
                    Interlocked.Increment(ref failed);
                else if (done >= from && done < until)
                {
                    latencies.Record(sent, done);
                    Interlocked.Add(ref counted, batch);
                }

                sent = done;
            }
        }
    }
}
