using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Target;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>A day of a shop in a few minutes: mostly questions, some events, and an eye on the server's memory.</summary>
internal static class Mixed
{
    private const double Settled = 0.2;

    /// <summary>Runs the scenario.</summary>
    /// <param name="shop">The server, which this program must have started.</param>
    /// <param name="ids">The shop's ids.</param>
    /// <param name="settings">What was asked for.</param>
    public static ScenarioResult Run(ServedShop shop, ShopIds ids, LoadSettings settings)
    {
        using var loop = new OpenLoop(shop.Address);
        var now = TimeProvider.System.GetUtcNow();
        var run = now.ToUnixTimeMilliseconds();
        var events = 0;
        var memory = new List<(double Sent, double Megabytes)>();
        var (warmUp, cpu) = ((long)(settings.Rate * settings.WarmUp), shop.CpuSeconds);
        var all = warmUp + settings.Requests;
        loop.Run(settings.Rate, warmUp, settings.Requests, Next, sent => memory.Add((sent, shop.ResidentMegabytes)));

        // The first fifth fills caches and heaps; from then on memory must stay where it is.
        var settled = memory.Where(point => point.Sent >= Settled * all).Select(point => point.Megabytes).Order().ToArray();
        var median = settled.Length == 0 ? double.NaN : settled[settled.Length / 2];
        var change = settled.Length == 0 ? double.NaN : 100 * Math.Max(settled[^1] - median, median - settled[0]) / median;
        return new ScenarioResult("mixed",
            $"{settings.Requests} requests at {settings.Rate:0} a second after {settings.WarmUp:0} s: 55 % lists, 25 % forecasts, 10 % similar items, 10 % events. Memory is compared over the last four fifths.",
            [
                new Measured("memory away from its median", change, "%") { AtMost = 5 },
                new Measured("memory median", median, "MB"),
                new Measured("memory at the end", memory.Count == 0 ? double.NaN : memory[^1].Megabytes, "MB"),
                .. ScenarioResult.Failures(loop),
                .. ScenarioResult.Percentiles(loop.Latencies),
                new Measured("server CPU per request", 1000 * (shop.CpuSeconds - cpu) / all, "ms"),
            ])
        { Line = ("The server's memory", "requests", "MB", [.. memory.Select(point => point.Sent)], [.. memory.Select(point => point.Megabytes)]) };

        ReadOnlyMemory<byte> Next() => ids.Share() switch
        {
            < 0.55 => shop.Requests.Recommendations(ids.User()),
            < 0.80 => shop.Requests.Forecast(ids.Item()),
            < 0.90 => shop.Requests.Similar(ids.Item()),
            _ => new EventBatch(shop.Requests, $"{run}-mixed-{events++}-", 1, ids, now).Next(),
        };
    }
}
