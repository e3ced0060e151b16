using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data.ModelFiles;
using Kirana.Operate.Records;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Storage;
using Kirana.Storage.Imports;

namespace Kirana.Tests.Platform.CrashHost;

/// <summary>Imports, seals and publishes; says what is done once the shop said so. May be run again on the same shop, which then does what is missing.</summary>
public static class Workload
{
    /// <summary>How many operations there are.</summary>
    public const int Operations = 8;

    /// <summary>How many models they publish.</summary>
    public const int Models = Operations / 4;

    internal static ImportRules Rules { get; } = new() { FreshRows = 40, SegmentRows = 100, SmallSegments = 3 };

    /// <summary>The records an operation imports; none if it does something else.</summary>
    public static int RowsOf(int operation) => (operation % 4) switch { 0 => 30, 1 => 330, _ => 0 };

    public static void Run(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "kirana.json")))
            EmbeddedShop.Create(folder, new ShopSettings()).Dispose();
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Write, Rules);
        for (var operation = 0; operation < Operations; operation++)
        {
            switch (operation % 4)
            {
                case 0 or 1:
                    Import(shop.Records, operation, RowsOf(operation));
                    break;
                case 2:
                    shop.Records.Seal();
                    break;
                default:
                    Publish(shop.Registry, operation / 4 + 1);
                    break;
            }

            Console.WriteLine($"done {operation}");
        }
    }

    /// <summary>Imports rows that belong to one operation alone; every tenth line comes twice.</summary>
    public static void Import(IRecordStore store, int operation, int rows)
    {
        var kind = RecordKinds.Events;
        using var import = store.BeginImport(kind, $"source {operation}", "file");
        var batch = new RecordBatch(kind, 32);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < kind.Fields.Count; column++)
                if (!kind.Fields[column].IsText)
                    batch.Numbers(column)[batch.Count] = RecordBatch.Missing;
            var line = row % 10 == 9 ? row - 1 : row;
            batch.Numbers(kind.IndexOf("time"))[batch.Count] = line * 1_000_000L;
            batch.Texts(kind.IndexOf("kind"))[batch.Count] = "purchase";
            batch.Texts(kind.IndexOf("user"))[batch.Count] = operation.ToString(CultureInfo.InvariantCulture);
            batch.Texts(kind.IndexOf("item"))[batch.Count] = line.ToString(CultureInfo.InvariantCulture);
            batch.Keys[batch.Count++] = KeyOf($"{operation} {line}");
            if (batch.Count < batch.Capacity && row < rows - 1)
                continue;
            import.Write(batch, keysAreContent: true);
            batch.Count = 0;
        }

        import.Quarantine(new QuarantinedLine("file", 1, "bad-date", "time", "no date", $"line of {operation}"));
        import.Commit(new ImportReport(rows + 1, rows, new Dictionary<string, long>(StringComparer.Ordinal) { ["bad-date"] = 1 }, 0, 0));
    }

    internal static UInt128 KeyOf(string id) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static void Publish(IModelRegistry registry, int number)
    {
        if (registry.List("forecast").Count < number)
        {
            var model = new ModelWriter("test", 1, 1);
            model.Add("number", [number]);
            registry.Publish(new ModelVersion("forecast", 0, "test", default, new Dictionary<string, double>(StringComparer.Ordinal),
                new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal), "{}", "", "", 0, 0, 0, "", 0), model);
        }

        if (registry.Current("forecast")?.Number < number || registry.Current("forecast") is null)
            registry.Promote("forecast", number);
    }
}
