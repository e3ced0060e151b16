using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data;
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
    public IRecordImport BeginImport(RecordKind kind, string source, string file)
    {
        BeginChange("import");
        return new EmbeddedImport(this, kind, source, file);
    }

    /// <inheritdoc/>
    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends) => throw new NotSupportedException();

    /// <inheritdoc/>
    public long Erase(string user) => throw new NotSupportedException();

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
            return DiskFaults.Guard(folder, () => RecordKinds.All.Sum(Sealing.Seal));
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

    /// <summary>Moves staged segments into place and makes them the shop's, with everything else the transaction changes.</summary>
    /// <param name="staged">The segments.</param>
    /// <param name="change">The other changes; is given the segments in their places.</param>
    public void Take(IReadOnlyList<Segment> staged, Action<ControlWrite, IReadOnlyList<Segment>> change)
    {
        var placed = files.Place(staged, control.Read(ControlSchema.Segments.NextId));
        try
        {
            control.Write(write =>
            {
                foreach (var segment in placed)
                    Manifest.Insert(write, segment);
                change(write, placed);
            });
        }
        catch
        {
            files.Discard(placed, control.Read(Manifest.All));
            throw;
        }
    }

    /// <summary>Lets the next import begin.</summary>
    public void EndImport() => Volatile.Write(ref _importing, 0);

    /// <summary>The number of unsealed records.</summary>
    /// <param name="kind">The kind of record.</param>
    public long FreshCount(RecordKind kind) => control.Read(connection => Totals.Of(connection, ControlSchema.Fresh(kind))).Rows;

    /// <summary>Merges segments where there are too many small ones, if nothing hinders it: what was imported stands without it, and the next
    /// import tries again.</summary>
    /// <param name="kind">The kind of record.</param>
    public void Tidy(RecordKind kind)
    {
        if (!TryBeginChange())
            return;
        try
        {
            DiskFaults.Guard(folder, () => Sealing.MergeSmall(kind));
        }
        catch (DataException)
        {
            // A full disk or a damaged segment is told to whoever writes or reads next.
        }
        finally
        {
            EndImport();
        }
    }

    private SegmentSealing Sealing => new(this);

    private void BeginChange(string what)
    {
        if (!TryBeginChange())
            throw new InvalidOperationException($"The shop cannot {what} while an import is under way; commit or dispose it first.");
    }

    private bool TryBeginChange() => Interlocked.CompareExchange(ref _importing, 1, 0) == 0;
}
