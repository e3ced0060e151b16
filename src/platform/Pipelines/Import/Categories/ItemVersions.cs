using Kirana.Operate.Records;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Import.Categories;

/// <summary>The newest imported version of each item, those this program derived left aside.</summary>
internal sealed class ItemVersions
{
    /// <summary>What the attributes of a derived version hold.</summary>
    public const string DerivedMark = """{"derived":"titles"}""";

    private static readonly RecordKind Items = RecordKinds.Items;
    private static readonly int Id = Items.IndexOf("id"), Attributes = Items.IndexOf("attributes");
    private readonly Dictionary<string, Version> _newest = new(StringComparer.Ordinal);

    /// <summary>Reads the items of a store.</summary>
    /// <param name="records">The store.</param>
    public ItemVersions(IRecordStore records)
    {
        using var reader = records.Read(Items);
        while (reader.TryRead(out var batch))
            for (var row = 0; row < batch.Count; row++)
                if (!string.Equals(batch.Texts(Attributes)[row], DerivedMark, StringComparison.Ordinal))
                    Take(batch, row);
    }

    /// <summary>Copies an item's imported fields into a row, or empties the row.</summary>
    /// <param name="id">The item.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row.</param>
    public void CopyTo(string id, RecordBatch batch, int row)
    {
        var known = _newest.GetValueOrDefault(id);
        for (var column = 0; column < Items.Fields.Count; column++)
            if (Items.Fields[column].IsText)
                batch.Texts(column)[row] = known?.Texts[column];
            else
                batch.Numbers(column)[row] = known?.Numbers[column] ?? RecordBatch.Missing;
        batch.Texts(Id)[row] = id;
    }

    /// <summary>Whether an import gave the item a category.</summary>
    /// <param name="id">The item.</param>
    public bool HasCategory(string id) => _newest.TryGetValue(id, out var version) && version.Texts[Items.IndexOf("category")] is not null;

    private void Take(RecordBatch batch, int row)
    {
        var id = batch.Texts(Id)[row]!;
        var (time, key) = (batch.Numbers(Items.TimeIndex)[row], batch.Keys[row]);
        // Missing is the smallest number and so the oldest version; ties fall to the largest key, as the store's own answers do.
        if (_newest.TryGetValue(id, out var other) && (other.Time, other.Key).CompareTo((time, key)) >= 0)
            return;
        _newest[id] = new Version(time, key,
            [.. Items.Fields.Select((field, column) => field.IsText ? batch.Texts(column)[row] : null)],
            [.. Items.Fields.Select((field, column) => field.IsText ? RecordBatch.Missing : batch.Numbers(column)[row])]);
    }

    private sealed record Version(long Time, UInt128 Key, string?[] Texts, long[] Numbers);
}
