using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Latency;
using Kirana.Bench.Load.Target;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>How long a list stays as it was after somebody bought what it names first.</summary>
internal static class Freshness
{
    private const double MostMilliseconds = 100;
    private const int Purchases = 200;

    /// <summary>Runs the scenario.</summary>
    /// <param name="shop">The server.</param>
    /// <param name="ids">The shop's ids.</param>
    public static ScenarioResult Run(ServedShop shop, ShopIds ids)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (latencies, stale) = (new LatencyHistogram(), 0);
        using var connection = Connection.Open(shop.Address);
        for (var i = 0; i < Purchases; i++)
        {
            var user = ids.User();
            if (Items(Ask(connection, shop.Requests.Recommendations(user))) is not [var bought, ..])
                continue;
            var purchase = $"[{{\"id\":\"fresh-{now.ToUnixTimeMilliseconds()}-{i}\",\"time\":\"{now:yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"kind\":\"purchase\",\"user\":{ShopIds.Json(user)},\"item\":{ShopIds.Json(bought)},\"quantity\":1}}]";
            var stored = Ask(connection, shop.Requests.Post("/v1/events", Encoding.UTF8.GetBytes(purchase)));
            if (!stored.Succeeded)
                throw new InvalidOperationException($"The server answered an event with {stored.Status}: {Encoding.UTF8.GetString(stored.Body.Span)}");
            var accepted = Stopwatch.GetTimestamp();
            var givenUp = accepted + Clock.Ticks(10);
            while (Items(Ask(connection, shop.Requests.Recommendations(user))).Contains(bought, StringComparer.Ordinal) && Stopwatch.GetTimestamp() < givenUp)
                stale++;
            latencies.Record(accepted, Stopwatch.GetTimestamp());
        }

        return new ScenarioResult("fresh", $"{Purchases} times: a user buys the first item of the list; from the 202 to the first list without it.",
        [
            new Measured("max", latencies.Maximum, "ms") { AtMost = MostMilliseconds },
            new Measured("p50", latencies.Milliseconds(0.5), "ms"),
            new Measured("p99", latencies.Milliseconds(0.99), "ms"),
            new Measured("lists that still had it", stale, ""),
            new Measured("purchases", latencies.Count, "") { AtLeast = 1 },
        ]);
    }

    private static Answer Ask(Connection connection, ReadOnlyMemory<byte> request) => connection.Ask(request).AsTask().GetAwaiter().GetResult();

    private static string[] Items(Answer answer)
    {
        using var list = JsonDocument.Parse(answer.Body);
        return [.. list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }
}
