using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage;
using Kirana.Storage.Imports;

namespace Kirana.Tests.Platform.CrashHost;

/// <summary>Appends from several threads until it is killed, and says what was acknowledged; imports and seals some of the same records meanwhile.</summary>
public static class Appender
{
    /// <summary>How many threads append.</summary>
    public const int Threads = 4;

    private static readonly RecordKind s_kind = RecordKinds.Events;

    internal static ImportRules Rules { get; } = new() { FreshRows = 500, SegmentRows = 4000, SealRows = 500, SmallSegments = 3 };

    /// <summary>The id of a record.</summary>
    /// <param name="round">The round.</param>
    /// <param name="thread">The thread that appends it.</param>
    /// <param name="number">Its number.</param>
    public static string Id(int round, int thread, int number) => $"{round}-{thread}-{number}";

    internal static void Append(string folder, int round)
    {
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Serve, Rules);
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            for (var (done, size) = (0, 1); ; done += size, size = size % 9 + 1)
            {
                shop.Records.Append([new RecordAppend(Batch(round, thread, done, size), KeysAreContent: false, [])]);
                lock (Console.Out)
                    Console.WriteLine($"ack {thread} {done + size}");
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        Import(shop, round, thread: 0);
    }

    internal static void Import(string folder, int round)
    {
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Serve, Rules);
        Import(shop, round, thread: 1);
    }

    // The records that a thread appends, some before and some after it does; again and again until killed.
    private static void Import(EmbeddedShop shop, int round, int thread)
    {
        for (var start = 0; ;)
            try
            {
                using (var import = shop.Records.BeginImport(s_kind, "again", "again"))
                {
                    import.Write(Batch(round, thread, start, 130), keysAreContent: false);
                    import.Commit(new ImportReport(130, 130, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0));
                }

                if (start % 400 == 0)
                    shop.Records.Seal();
                lock (Console.Out)
                    Console.WriteLine($"import {thread} {start + 130}");
                start += 80;
            }
            catch (DataException error) when (error.Code is "shop-locked")
            {
                // The other process imports just now.
            }
    }

    private static RecordBatch Batch(int round, int thread, int start, int count)
    {
        var batch = new RecordBatch(s_kind, count);
        for (var column = 0; column < s_kind.Fields.Count; column++)
            if (!s_kind.Fields[column].IsText)
                batch.Numbers(column).AsSpan().Fill(RecordBatch.Missing);
        for (; batch.Count < count; batch.Count++)
        {
            var id = Id(round, thread, start + batch.Count);
            batch.Keys[batch.Count] = Workload.KeyOf(id);
            batch.Texts(s_kind.IndexOf("id"))[batch.Count] = id;
            batch.Texts(s_kind.IndexOf("kind"))[batch.Count] = "view";
            batch.Numbers(s_kind.IndexOf("time"))[batch.Count] = start + batch.Count;
        }

        return batch;
    }
}
