using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Kirana.Bench.Load.Http;
using Kirana.Bench.Load.Latency;
using Kirana.Bench.Load.Target;
using Kirana.Operate.Records;
using Kirana.Storage;

namespace Kirana.Bench.Load.Scenarios;

/// <summary>The server is killed while events come in; what it had acknowledged must be there after the next start.</summary>
internal static class Kills
{
    private const int Connections = 32;
    private static readonly int[] s_batches = [1, 20, 200];

    /// <summary>Runs the scenario.</summary>
    /// <param name="start">Starts the server on the shop.</param>
    /// <param name="shop">The shop's folder, written by the server.</param>
    /// <param name="ids">The shop's ids.</param>
    /// <param name="rounds">How often it is killed.</param>
    public static ScenarioResult Run(Func<ServedShop> start, string shop, ShopIds ids, int rounds)
    {
        var (acknowledged, lost, extra, slowest) = (0L, 0L, 0L, 0.0);
        var now = TimeProvider.System.GetUtcNow();
        for (var round = 0; round < rounds; round++)
        {
            var prefix = $"kill-{now.ToUnixTimeMilliseconds().ToString("x", CultureInfo.InvariantCulture)}-{round}-";
            long[] done;
            using (var server = start())
                done = SendUntilKilled(
                    server,
                    [.. Enumerable.Range(0, Connections).Select(i => new EventBatch(server.Requests, $"{prefix}{i:00}-", s_batches[i % s_batches.Length], ids, now))],
                    0.3 + 1.2 * ids.Share());
            using (var again = start())
                slowest = Math.Max(slowest, again.StartSeconds);
            var kept = Kept(shop, prefix, Connections);
            for (var i = 0; i < Connections; i++)
            {
                acknowledged += done[i];
                lost += Enumerable.Range(0, (int)done[i]).LongCount(number => !kept[i].Contains(number));
                extra += kept[i].LongCount(number => number >= done[i]);
            }
        }

        return new ScenarioResult("kill", $"{rounds} times: kill -9 while {Connections} connections send batches of {string.Join(", ", s_batches)}; then a start, and every id is looked for.",
        [
            new Measured("acknowledged and lost", lost, "events") { AtMost = 0 },
            new Measured("acknowledged", acknowledged, "events") { AtLeast = 1 },
            new Measured("stored without an answer", extra, "events"),
            new Measured("slowest start after a kill", slowest, "s"),
        ]);
    }

    /// <summary>Sends until the server is gone.</summary>
    /// <returns>For each connection how many of its events, from the first on, were acknowledged.</returns>
    private static long[] SendUntilKilled(ServedShop server, EventBatch[] batches, double seconds)
    {
        var done = new long[batches.Length];
        var sending = Enumerable.Range(0, batches.Length).Select(i => Task.Run(() => Send(i))).ToArray();
        Clock.WaitUntil(Stopwatch.GetTimestamp() + Clock.Ticks(seconds));
        server.Kill();
        Task.WaitAll(sending);
        return done;

        async Task Send(int i)
        {
            try
            {
                using var connection = Connection.Open(server.Address);
                while ((await connection.Ask(batches[i].Next()).ConfigureAwait(false)).Succeeded)
                    done[i] += batches[i].Size;
            }
            catch (Exception error) when (error is SocketException or IOException)
            {
                // Killed, as it should be.
            }
        }
    }

    /// <summary>The numbers of the ids that a shop holds, by connection.</summary>
    private static HashSet<long>[] Kept(string folder, string prefix, int connections)
    {
        var kept = Enumerable.Range(0, connections).Select(_ => new HashSet<long>()).ToArray();
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Read);
        using var reader = shop.Records.Read(RecordKinds.Events);
        var column = RecordKinds.Events.IndexOf("id");
        while (reader.TryRead(out var batch))
            foreach (var id in batch.Texts(column).AsSpan(0, batch.Count))
                if (id is not null && id.StartsWith(prefix, StringComparison.Ordinal))
                    kept[int.Parse(id.AsSpan(prefix.Length, 2), CultureInfo.InvariantCulture)].Add(long.Parse(id.AsSpan(prefix.Length + 3), CultureInfo.InvariantCulture));
        return kept;
    }
}
