using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data;
using Kirana.Data.Batches;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage.Appends;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Imports;
using Kirana.Storage.Keys;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Records;

/// <summary>The records of an embedded shop: sealed Parquet segments and the fresh rows of the control database.</summary>
internal sealed class EmbeddedRecords : IRecordStore, IDisposable
{
    private readonly RecordAppending _appending;
    private readonly BackgroundSealing _sealing;
    private readonly BulkTurn _turn;

    /// <summary>Opens the records.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="control">The control database.</param>
    /// <param name="files">The segments' files.</param>
    /// <param name="rules">How many records go where.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="locked">Whether the shop holds the writer's lock as long as it is open.</param>
    public EmbeddedRecords(ShopFolder folder, ControlDatabase control, SegmentFiles files, ImportRules rules, TimeProvider clock, bool locked)
    {
        (Folder, Control, Files, Rules, Clock) = (folder, control, files, rules, clock);
        _appending = new RecordAppending(this);
        _turn = new BulkTurn(folder, locked, clock);
        _sealing = new BackgroundSealing(this, _turn);
    }

    /// <summary>The shop.</summary>
    public ShopFolder Folder { get; }

    /// <summary>The control database.</summary>
    public ControlDatabase Control { get; }

    /// <summary>The segments' files.</summary>
    public SegmentFiles Files { get; }

    /// <summary>How many records go where.</summary>
    public ImportRules Rules { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <inheritdoc/>
    public IRecordImport BeginImport(RecordKind kind, string source, string file)
    {
        _turn.Begin("import", moment: false);
        return new EmbeddedImport(this, kind, source, file);
    }

    /// <inheritdoc/>
    public AppendReceipt Append(IReadOnlyList<RecordAppend> appends)
    {
        var receipt = _appending.Append(appends, out var fresh);
        _sealing.Wake(fresh);
        return receipt;
    }

    /// <inheritdoc/>
    public long Erase(string user) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IBatchReader<RecordBatch> Read(RecordKind kind) =>
        Control.Read(connection => new RecordReader(Folder, Files, kind, Manifest.Of(connection, kind), FreshRows.Read(connection, kind)));

    /// <inheritdoc/>
    public long Count(RecordKind kind) =>
        Control.Read(connection => Manifest.Of(connection, kind).Sum(segment => segment.Rows) + Totals.Of(connection, ControlSchema.Fresh(kind)).Rows);

    /// <inheritdoc/>
    public long Seal()
    {
        _turn.Begin("seal", moment: true);
        try
        {
            return DiskFaults.Guard(Folder, () => RecordKinds.All.Sum(Sealing.Seal));
        }
        finally
        {
            _turn.End();
        }
    }

    /// <inheritdoc/>
    public string DataHash() => Control.Read(connection =>
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
    public IReadOnlyList<QuarantinedLine> Quarantine(int limit) => QuarantineStage.Newest(Control, limit);

    /// <inheritdoc/>
    public IReadOnlyList<ImportReceipt> Imports() => Receipts.All(Control);

    /// <summary>Moves staged segments into place and makes them the shop's, with everything else the transaction changes.</summary>
    /// <param name="staged">The segments.</param>
    /// <param name="change">The other changes; is given the segments in their places.</param>
    public void Take(IReadOnlyList<Segment> staged, Action<ControlWrite, IReadOnlyList<Segment>> change)
    {
        var placed = Files.Place(staged, Math.Max(Control.Read(ControlSchema.Segments.NextId), Control.State().Segment + 1));
        try
        {
            Control.Write(write =>
            {
                foreach (var segment in placed)
                {
                    Manifest.Insert(write, segment);
                    write.Number(segment.Id);
                    write.Touch(ShopPart.Layout);
                }

                change(write, placed);
            });
        }
        catch
        {
            Files.Discard(placed, Control.Read(Manifest.All));
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sealing.Dispose();
        _turn.Dispose();
        _appending.Dispose();
    }

    /// <summary>Lets the next import begin.</summary>
    public void EndImport() => _turn.End();

    /// <summary>The number of unsealed records.</summary>
    /// <param name="kind">The kind of record.</param>
    public long FreshCount(RecordKind kind) => Control.Read(connection => Totals.Of(connection, ControlSchema.Fresh(kind))).Rows;

    /// <summary>Merges segments where there are too many small ones, if nothing hinders it: what was imported stands without it, and the next
    /// import tries again.</summary>
    /// <param name="kind">The kind of record.</param>
    public void Tidy(RecordKind kind)
    {
        if (!_turn.TryBegin())
            return;
        try
        {
            DiskFaults.Guard(Folder, () => Sealing.MergeSmall(kind));
        }
        catch (DataException)
        {
            // A full disk or a damaged segment is told to whoever writes or reads next.
        }
        finally
        {
            _turn.End();
        }
    }

    private SegmentSealing Sealing => new(this);
}
