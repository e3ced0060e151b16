using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data.Batches;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Imports;
using Kirana.Storage.Keys;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Records;

/// <summary>The records of an embedded shop: sealed Parquet segments and the fresh rows of the control database.</summary>
/// <param name="folder">The shop.</param>
/// <param name="control">The control database.</param>
/// <param name="files">The segments' files.</param>
/// <param name="rules">How many records go where.</param>
/// <param name="clock">The clock.</param>
internal sealed class EmbeddedRecords(ShopFolder folder, ControlDatabase control, SegmentFiles files, ImportRules rules, TimeProvider clock) : IRecordStore
{
    private int _importing;

    /// <summary>The shop.</summary>
    public ShopFolder Folder => folder;

    /// <summary>The control database.</summary>
    public ControlDatabase Control => control;

    /// <summary>The segments' files.</summary>
    public SegmentFiles Files => files;

    /// <summary>How many records go where.</summary>
    public ImportRules Rules => rules;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => clock;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Another import of this shop object is under way; imports follow one another.</exception>
    public IRecordImport BeginImport(RecordKind kind, string source, string file)
    {
        BeginChange("import");
        return new EmbeddedImport(this, kind, source, file);
    }

    /// <inheritdoc/>
    public IBatchReader<RecordBatch> Read(RecordKind kind) =>
        control.Read(connection => new RecordReader(folder, files, kind, Manifest.Of(connection, kind), FreshRows.Read(connection, kind)));

    /// <inheritdoc/>
    public long Count(RecordKind kind) =>
        control.Read(connection => Manifest.Of(connection, kind).Sum(segment => segment.Rows) + Totals.Of(connection, ControlSchema.Fresh(kind)).Rows);

    /// <inheritdoc/>
    public long Seal()
    {
        BeginChange("seal");
        try
        {
            return RecordKinds.All.Sum(Sealing.Seal);
        }
        finally
        {
            EndImport();
        }
    }

    /// <inheritdoc/>
    public string DataHash() => control.Read(connection =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> rows = stackalloc byte[sizeof(long)];
        foreach (var kind in RecordKinds.All)
        {
            var totals = Totals.Of(connection, ControlSchema.Fresh(kind));
            foreach (var segment in Manifest.Of(connection, kind))
                totals = new Totals(totals.Rows + segment.Rows, unchecked(totals.Sum + segment.Content));
            BinaryPrimitives.WriteInt64BigEndian(rows, totals.Rows);
            hash.AppendData(Encoding.UTF8.GetBytes(kind.Name));
            hash.AppendData(rows);
            hash.AppendData(Key.Bytes(totals.Sum));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    });

    /// <inheritdoc/>
    public IReadOnlyList<QuarantinedLine> Quarantine(int limit) => QuarantineStage.Newest(control, limit);

    /// <inheritdoc/>
    public IReadOnlyList<ImportReceipt> Imports() => Receipts.All(control);

    /// <summary>The number of the next segment.</summary>
    public long NextSegment() => control.Read(ControlSchema.Segments.NextId);

    /// <summary>Lets the next import begin.</summary>
    public void EndImport() => Volatile.Write(ref _importing, 0);

    /// <summary>The number of unsealed records.</summary>
    /// <param name="kind">The kind of record.</param>
    public long FreshCount(RecordKind kind) => control.Read(connection => Totals.Of(connection, ControlSchema.Fresh(kind))).Rows;

    /// <summary>Merges segments where there are too many small ones.</summary>
    /// <param name="kind">The kind of record.</param>
    public void Tidy(RecordKind kind)
    {
        BeginChange("seal");
        try
        {
            Sealing.MergeSmall(kind);
        }
        finally
        {
            EndImport();
        }
    }

    private SegmentSealing Sealing => new(this);

    private void BeginChange(string what)
    {
        if (Interlocked.CompareExchange(ref _importing, 1, 0) != 0)
            throw new InvalidOperationException($"The shop cannot {what} while an import is under way; commit or dispose it first.");
    }
}
