using System.Text.Json;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Settings;

namespace Kirana.Storage.Imports;

/// <summary>The receipts of finished imports.</summary>
internal static class Receipts
{
    /// <summary>Adds a receipt.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="time">When the import was committed.</param>
    /// <param name="kind">The kind of record.</param>
    /// <param name="source">The source.</param>
    /// <param name="file">The file.</param>
    /// <param name="added">New records.</param>
    /// <param name="present">Records that were there before.</param>
    /// <param name="report">What the importer counted.</param>
    public static ImportReceipt Insert(
        ControlWrite write, DateTimeOffset time, RecordKind kind, string source, string file, long added, long present, ImportReport report)
    {
        var table = ControlSchema.Imports;
        var id = table.NextId(write.Connection);
        table.Insert(write, id, time.ToUnixTimeMilliseconds(), kind.Name, source, file, added, present,
            JsonSerializer.Serialize(report, StoredJson.Default.ImportReport));
        return new ImportReceipt(id, DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), kind.Name, source, file, added, present, report);
    }

    /// <summary>All receipts, newest first.</summary>
    /// <param name="control">The database.</param>
    public static List<ImportReceipt> All(ControlDatabase control)
    {
        var receipts = control.Read(connection => ControlSchema.Imports.All(connection, (id, values) => new ImportReceipt(
            id, DateTimeOffset.FromUnixTimeMilliseconds((long)values[0]!), (string)values[1]!, (string)values[2]!, (string)values[3]!,
            (long)values[4]!, (long)values[5]!, JsonSerializer.Deserialize((string)values[6]!, StoredJson.Default.ImportReport)!)));
        receipts.Reverse();
        return receipts;
    }
}
