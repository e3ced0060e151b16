using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Target;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>Questions at a fixed rate.</summary>
internal static class Questions
{
    private const double MostMilliseconds = 10;

    /// <summary>Lists for known users.</summary>
    /// <param name="shop">The server.</param>
    /// <param name="ids">The shop's ids.</param>
    /// <param name="settings">What was asked for.</param>
    public static ScenarioResult Recommendations(ServedShop shop, ShopIds ids, LoadSettings settings) =>
        Ask("recommendations", shop, settings, () => shop.Requests.Recommendations(ids.User()));

    /// <summary>Forecasts of known items.</summary>
    /// <param name="shop">The server.</param>
    /// <param name="ids">The shop's ids.</param>
    /// <param name="settings">What was asked for.</param>
    public static ScenarioResult Forecasts(ServedShop shop, ShopIds ids, LoadSettings settings) =>
        Ask("forecasts", shop, settings, () => shop.Requests.Forecast(ids.Item()));

    private static ScenarioResult Ask(string name, ServedShop shop, LoadSettings settings, Func<byte[]> request)
    {
        using var loop = new OpenLoop(shop.Address);
        var cpu = shop.CpuSeconds;
        loop.Run(settings.Rate, (long)(settings.Rate * settings.WarmUp), (long)(settings.Rate * settings.Seconds), () => request());
        return new ScenarioResult(name, $"{settings.Rate:0} requests a second for {settings.Seconds:0} s after {settings.WarmUp:0} s, each measured from the moment it was due.",
        [
            .. ScenarioResult.Percentiles(loop.Latencies, MostMilliseconds),
            .. ScenarioResult.Failures(loop),
            new Measured("sent late p99", loop.Lateness.Milliseconds(0.99), "ms"),
            new Measured("server CPU per request", 1000 * (shop.CpuSeconds - cpu) / (settings.Rate * (settings.Seconds + settings.WarmUp)), "ms"),
            new Measured("connections", loop.Connections, ""),
        ])
        { Line = ScenarioResult.Curve(loop.Latencies) };
    }
}
