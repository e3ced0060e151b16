using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage;

namespace Kirana.Bench.Micro.Storage;

/// <summary>Appended events per second into a shop that holds many sealed ones already, each batch in a durable transaction of its own; and how long
/// questions about the shop's version take. CPU seconds include the sealing that goes on in the background.</summary>
internal static class AppendRates
{
    private static readonly RecordKind Events = RecordKinds.Events;

    /// <summary>Measures and prints.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="sealedRows">Events imported before.</param>
    public static void Print(TextWriter output, long sealedRows)
    {
        var folder = Directory.CreateTempSubdirectory("kirana-bench-").FullName;
        try
        {
            EmbeddedShop.Create(Path.Combine(folder, "shop"), new ShopSettings()).Dispose();
            using var shop = EmbeddedShop.Open(Path.Combine(folder, "shop"), ShopAccess.Serve);
            var serial = 0L;
            Fill(shop, sealedRows, ref serial);
            output.WriteLine($"{"",-34}{"events/s",12}{"µs CPU each",14}{"p50 ms",9}{"p99 ms",9}{"fresh after",13}");
            Measure(output, "first (reads the keys)", shop, 1, 1, ref serial);
            foreach (var (batch, count) in ((int, int)[])[(1, 2_000), (100, 3_000), (1_000, 1_000), (10_000, 150)])
                Measure(output, $"batches of {batch}", shop, batch, count, ref serial);
            Replay(output, shop, serial);
            Ask(output, shop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(TextWriter output, string name, EmbeddedShop shop, int size, int count, ref long serial)
    {
        var batches = new RecordAppend[count];
        for (var i = 0; i < count; i++)
            batches[i] = Batch(size, ref serial);
        GC.Collect();
        var times = new double[count];
        using var process = Process.GetCurrentProcess();
        var (cpu, start) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        for (var i = 0; i < count; i++)
        {
            var began = Stopwatch.GetTimestamp();
            if (shop.Records.Append([batches[i]]).Added[0].Count != size)
                throw new InvalidOperationException("New events were taken for known ones.");
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        var spent = (process.TotalProcessorTime - cpu).TotalSeconds;
        Array.Sort(times);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34}{size * count / seconds,12:N0}{spent * 1e6 / (size * count),14:F2}{times[count / 2],9:F2}{times[count * 99 / 100],9:F2}{shop.Status().FreshRows,13:N0}"));
    }

    private static void Replay(TextWriter output, EmbeddedShop shop, long serial)
    {
        foreach (var size in (int[])[1, 10_000])
        {
            var from = serial / 2;
            var batch = Batch(size, ref from);
            var start = Stopwatch.GetTimestamp();
            if (shop.Records.Append([batch]).Added[0].Count != 0)
                throw new InvalidOperationException("Known events were taken for new ones.");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a known batch of {size,-18}{Stopwatch.GetElapsedTime(start).TotalMilliseconds,12:F2} ms"));
        }
    }

    private static void Ask(TextWriter output, EmbeddedShop shop)
    {
        const int Times = 10_000;
        for (var i = 0; i < Times; i++)
            _ = shop.Version();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Times; i++)
            _ = shop.Version();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Version()                         {Stopwatch.GetElapsedTime(start).TotalMicroseconds / Times,12:F2} µs"));
    }

    private static void Fill(EmbeddedShop shop, long rows, ref long serial)
    {
        using var import = shop.Records.BeginImport(Events, "bench", "bench");
        while (serial < rows)
            import.Write(Batch(10_000, ref serial).Batch, keysAreContent: false);
        import.Commit(new ImportReport(rows, rows, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0));
    }

    private static RecordAppend Batch(int size, ref long serial)
    {
        var batch = new RecordBatch(Events, size);
        for (var column = 0; column < Events.Fields.Count; column++)
            if (!Events.Fields[column].IsText)
                batch.Numbers(column).AsSpan().Fill(RecordBatch.Missing);
        for (; batch.Count < size; batch.Count++, serial++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"event-{serial:D12}");
            batch.Keys[batch.Count] = XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(id));
            batch.Texts(Events.IndexOf("id"))[batch.Count] = id;
            batch.Texts(Events.IndexOf("kind"))[batch.Count] = serial % 10 == 0 ? "purchase" : "view";
            batch.Texts(Events.IndexOf("user"))[batch.Count] = string.Create(CultureInfo.InvariantCulture, $"user-{serial * 7919 % 100_003}");
            batch.Texts(Events.IndexOf("session"))[batch.Count] = string.Create(CultureInfo.InvariantCulture, $"session-{serial / 8}");
            batch.Texts(Events.IndexOf("item"))[batch.Count] = string.Create(CultureInfo.InvariantCulture, $"item-{serial * 104_729 % 10_007}");
            batch.Texts(Events.IndexOf("currency"))[batch.Count] = "EUR";
            batch.Numbers(Events.IndexOf("time"))[batch.Count] = 1_700_000_000_000_000 + serial * 1_000;
            batch.Numbers(Events.IndexOf("quantity"))[batch.Count] = 10_000;
            batch.Numbers(Events.IndexOf("unit_price"))[batch.Count] = serial % 1_000 * 100;
        }

        return new RecordAppend(batch, KeysAreContent: false, []);
    }
}
