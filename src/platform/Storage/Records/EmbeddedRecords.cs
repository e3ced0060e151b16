using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Kirana.Data;
using Kirana.Data.Batches;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage.Appends;
using Kirana.Storage.Control;
using Kirana.Storage.Erasure;
using Kirana.Storage.Folders;
using Kirana.Storage.Imports;
using Kirana.Storage.Keys;
using Kirana.Storage.Segments;
using Kirana.Storage.Vectors;

namespace Kirana.Storage.Records;

/// <summary>The records of an embedded shop: sealed Parquet segments and the fresh rows of the control database.</summary>
internal sealed class EmbeddedRecords : IRecordStore, IDisposable
{
    private readonly RecordAppending _appending;
    private readonly BackgroundSealing _sealing;
    private readonly BulkTurn _turn;
    private readonly Presence _presence;

    /// <summary>Opens the records.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="control">The control database.</param>
    /// <param name="files">The segments' files.</param>
    /// <param name="rules">How many records go where.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="locked">Whether the shop holds the writer's lock as long as it is open.</param>
    /// <param name="presence">The sign that it is open.</param>
    public EmbeddedRecords(ShopFolder folder, ControlDatabase control, SegmentFiles files, ImportRules rules, TimeProvider clock, bool locked, Presence presence)
    {
        _presence = presence;
        files.Unread = RemoveLeftovers;
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

    /// <summary>Is told after a person was deleted.</summary>
    public Action? Erased { get; set; }

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
    public long Erase(string user)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        _turn.Begin("erase", moment: true);
        long deleted;
        try
        {
            deleted = DiskFaults.Guard(Folder, () => new UserErasure(this, user).Run());
        }
        finally
        {
            _turn.End();
        }

        if (deleted == 0)
            return 0;
        // Answers prepared before it name the user, and the log holds pages as they were.
        Erased?.Invoke();
        Files.HasLeftovers = true;
        RemoveLeftovers();
        return deleted;
    }

    /// <inheritdoc/>
    public IBatchReader<RecordBatch> Read(RecordKind kind)
    {
        var lease = Files.Lease();
        try
        {
            return Control.Read(connection => new RecordReader(Folder, Files, kind, Manifest.Of(connection, kind), FreshRows.Read(connection, kind), lease));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

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
            // Kinds that came with version 2 count once they are used, so that an upgrade leaves the hash as it was.
            if (totals.Rows == 0 && kind.Name is "stock" or "prices")
                continue;
            BinaryPrimitives.WriteInt64BigEndian(rows, totals.Rows);
            hash.AppendData(Encoding.UTF8.GetBytes(kind.Name));
            hash.AppendData(rows);
            hash.AppendData(Key.Bytes(totals.Sum));
        }

        foreach (var set in EmbeddedVectors.All(connection))
            hash.AppendData(Encoding.UTF8.GetBytes($"vectors {set.Name} {set.FileHash}"));

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
        RemoveLeftovers();
        Files.Unread = null;
        _turn.Dispose();
        _appending.Dispose();
    }

    /// <summary>Removes what was erased from the disk, if nobody reads it: files that no manifest names, and old pages in the write-ahead log.
    /// Whatever hinders it, the next opening for writing does it.</summary>
    public void RemoveLeftovers()
    {
        if (!Files.HasLeftovers || !_turn.TryBegin())
            return;
        try
        {
            var wiped = Control.Wipe();
            Files.IfUnread(() => _presence.IfAlone(() =>
            {
                Files.Sweep(Control.Read(Manifest.All));
                Files.HasLeftovers = !wiped;
            }));
        }
        catch (Exception error) when (error is IOException or DataException)
        {
            // A file is held by something else, such as a virus scanner, or the disk fails: the next writer tries again.
        }
        finally
        {
            _turn.End();
        }
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
