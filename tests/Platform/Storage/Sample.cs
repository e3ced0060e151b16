using System.Security.Cryptography;
using System.Text;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Small records for tests: each is a list of (field, value) with its key.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2024, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static Dictionary<string, object?> Event(
        string kind, DateTimeOffset time, string? user = null, string? item = null, decimal? quantity = null, decimal? price = null,
        string? id = null, string? session = null, string? title = null, string? location = null, string? reverses = null,
        decimal? rating = null, decimal? seconds = null) => new(StringComparer.Ordinal)
        {
            ["kind"] = kind, ["time"] = Micros(time), ["user"] = user, ["item"] = item, ["quantity"] = Tenths(quantity), ["unit_price"] = Tenths(price),
            ["id"] = id, ["session"] = session, ["title"] = title, ["location"] = location, ["reverses"] = reverses, ["rating"] = Tenths(rating), ["seconds"] = Tenths(seconds),
        };

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / 10;

    public static long? Tenths(decimal? value) => (long?)(value * 10_000m);

    public static UInt128 Hash(string text) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Imports records; those with an id are known by it, the others by their content.</summary>
    public static ImportReceipt Import(IRecordStore store, RecordKind kind, IEnumerable<Dictionary<string, object?>> rows, int batchRows = 7)
    {
        using var import = store.BeginImport(kind, "test", "test.csv");
        var count = WriteAll(import, kind, rows, batchRows);
        return import.Commit(new ImportReport(count, count, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0));
    }

    public static int WriteAll(IRecordImport import, RecordKind kind, IEnumerable<Dictionary<string, object?>> rows, int batchRows = 7)
    {
        var count = 0;
        foreach (var group in rows.Chunk(batchRows))
        {
            var batch = new RecordBatch(kind, batchRows);
            foreach (var byId in group.GroupBy(row => row.GetValueOrDefault("id") is string))
            {
                batch.Count = 0;
                foreach (var row in byId)
                    Set(batch, batch.Count++, row);
                import.Write(batch, keysAreContent: !byId.Key);
                count += batch.Count;
            }
        }

        return count;
    }

    /// <summary>Appends records of one sort: all of them with ids, or all without; or mixed, known by content.</summary>
    public static AppendReceipt Append(IShop shop, IReadOnlyList<Dictionary<string, object?>> rows) => shop.Records.Append([Batch(RecordKinds.Events, rows)]);

    public static RecordAppend Batch(RecordKind kind, IReadOnlyList<Dictionary<string, object?>> rows)
    {
        var batch = new RecordBatch(kind, Math.Max(1, rows.Count));
        foreach (var row in rows)
            Set(batch, batch.Count++, row);
        return new RecordAppend(batch, !rows.All(row => row.GetValueOrDefault("id") is string), []);
    }

    /// <summary>A record as one comparable string.</summary>
    public static string Line(RecordBatch batch, int row) => string.Join("|", batch.Kind.Fields.Select((field, column) => field.IsText
        ? batch.Texts(column)[row] ?? "∅"
        : batch.Numbers(column)[row] == RecordBatch.Missing ? "∅" : $"{batch.Numbers(column)[row]}"));

    public static List<string> ReadAll(IRecordStore store, RecordKind kind)
    {
        var lines = new List<string>();
        using var reader = store.Read(kind);
        while (reader.TryRead(out var batch))
            for (var row = 0; row < batch.Count; row++)
                lines.Add(Line(batch, row));
        return lines;
    }

    public static string Line(RecordKind kind, Dictionary<string, object?> row)
    {
        var batch = new RecordBatch(kind, 1) { Count = 1 };
        Set(batch, 0, row);
        return Line(batch, 0);
    }

    private static void Set(RecordBatch batch, int at, Dictionary<string, object?> row)
    {
        for (var column = 0; column < batch.Kind.Fields.Count; column++)
        {
            var value = row.GetValueOrDefault(batch.Kind.Fields[column].Name);
            if (batch.Kind.Fields[column].IsText)
                batch.Texts(column)[at] = (string?)value;
            else
                batch.Numbers(column)[at] = value is null ? RecordBatch.Missing : Convert.ToInt64(value);
        }

        batch.Keys[at] = Hash(row.GetValueOrDefault("id") is string id && batch.Kind == RecordKinds.Events ? "id " + id : "content " + Line(batch, at));
    }
}
