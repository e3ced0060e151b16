using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Imports;

/// <summary>One import: collects records, writes full chunks as staged segments in the background, and commits everything at once.</summary>
internal sealed class EmbeddedImport : IRecordImport
{
    private readonly EmbeddedRecords _store;
    private readonly RecordKind _kind;
    private readonly string _source;
    private readonly string _file;
    private readonly string _staging;
    private readonly QuarantineStage _quarantine;
    private readonly List<Segment> _staged = [];
    private readonly List<KeyFile> _stored = [];
    private RecordChunk _filling;
    private RecordChunk? _spare;
    private RecordChunk _kept;
    private Deduplication? _deduplication;
    private SegmentWriter? _writer;
    private Task _work = Task.CompletedTask;
    private readonly long _freshRows;
    private long _rows;
    private long _lastChunk;
    private bool _done;

    /// <summary>Begins an import.</summary>
    /// <param name="store">The store.</param>
    /// <param name="kind">The kind of record.</param>
    /// <param name="source">The source's logical name.</param>
    /// <param name="file">The file's name.</param>
    public EmbeddedImport(EmbeddedRecords store, RecordKind kind, string source, string file)
    {
        _store = store;
        _kind = kind;
        _source = source;
        _file = file;
        _staging = Path.Combine(store.Folder.Staging, "import");
        _freshRows = store.FreshCount(kind);
        _quarantine = new QuarantineStage(source);
        _filling = new RecordChunk(kind);
        _kept = new RecordChunk(kind);
    }

    /// <inheritdoc/>
    public void Write(RecordBatch batch, bool keysAreContent)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        if (batch.Kind != _kind)
            throw new ArgumentException($"The import takes {_kind.Name}; the batch holds {batch.Kind.Name}.", nameof(batch));
        for (var start = 0; start < batch.Count;)
        {
            var count = Math.Min(batch.Count - start, _store.Rules.SegmentRows - _filling.Count);
            _filling.Add(batch, start, count, keysAreContent);
            start += count;
            _rows += count;
            if (_filling.Count == _store.Rules.SegmentRows)
                HandOver();
        }
    }

    /// <inheritdoc/>
    public void Quarantine(QuarantinedLine line)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        _quarantine.Add(line);
    }

    /// <inheritdoc/>
    public ImportReceipt Commit(ImportReport report)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        var receipt = DiskFaults.Guard(_store.Folder, () => Finish(report));
        Dispose();
        _store.Tidy(_kind);
        return receipt;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_done)
            return;
        _done = true;
        try
        {
            // What the background work has to say no longer matters, but its files must be closed.
            ((IAsyncResult)_work).AsyncWaitHandle.WaitOne();
            CloseKeys();
            _writer?.Dispose();
            _quarantine.Dispose();
            if (Directory.Exists(_staging))
                Directory.Delete(_staging, recursive: true);
        }
        finally
        {
            _store.EndImport();
        }
    }

    private ImportReceipt Finish(ImportReport report)
    {
        _work.GetAwaiter().GetResult();
        Settle(_filling, last: true);
        if (_staged.Count > 0 || _freshRows + _kept.Count > _store.Rules.FreshRows)
            WriteKept();
        CloseKeys();

        using var overlap = new Overlap(_lastChunk, _kept);
        foreach (var segment in _staged)
            overlap.Add(Path.Combine(_store.Folder.Root, segment.KeysFile));
        if (_deduplication is not null)
            _store.Control.Read(connection =>
            {
                overlap.Look(connection);
                return true;
            });

        ImportReceipt? receipt = null;
        _store.Take(_staged, (write, placed) =>
        {
            if (_deduplication is not null)
                overlap.Look(write.Connection);
            overlap.GiveWay(write);
            var fresh = new RecordChunk(_kind);
            fresh.Add(_kept, overlap.Kept);
            FreshRows.Insert(write, fresh);
            var added = placed.Sum(segment => segment.Rows) + fresh.Count;
            receipt = Receipts.Insert(write, _store.Clock.GetUtcNow(), _kind, _source, _file, added, _rows - added, report);
            _quarantine.Insert(write, receipt.Id);
            write.Touch(ShopPart.Records);
        });
        return receipt!;
    }

    // One chunk is filled while the one before it is settled and written: parsing and writing overlap on two cores.
    private void HandOver()
    {
        DiskFaults.Guard(_store.Folder, () =>
        {
            _work.GetAwaiter().GetResult();
            return true;
        });
        var full = _filling;
        _filling = _spare ?? new RecordChunk(_kind);
        _spare = null;
        _work = Task.Run(() =>
        {
            Settle(full, last: false);
            full.Clear();
            _spare = full;
        });
    }

    private void Settle(RecordChunk chunk, bool last)
    {
        if (chunk.Count == 0)
            return;
        Directory.CreateDirectory(_staging);
        _deduplication ??= Begin();
        var rows = _deduplication.Settle(chunk, last);
        if (rows.Length > _store.Rules.SegmentRows / 2)
        {
            WriteKept();
            Stage(chunk, rows);
            return;
        }

        if (_kept.Count + rows.Length > _store.Rules.SegmentRows)
            WriteKept();
        _kept.Add(chunk, rows);
    }

    private Deduplication Begin()
    {
        foreach (var segment in _store.Control.Read(connection => Manifest.Of(connection, _kind)))
            _stored.Add(new KeyFile(_store.Files.Keys(segment)));
        (var fresh, _lastChunk) = _store.Control.Read(connection => FreshRows.Sorted(connection, _kind));
        return new Deduplication(_staging, _stored, fresh);
    }

    private void WriteKept()
    {
        if (_kept.Count == 0)
            return;
        Stage(_kept, [.. Enumerable.Range(0, _kept.Count)]);
        _kept = new RecordChunk(_kind);
    }

    private void Stage(RecordChunk chunk, int[] rows)
    {
        _writer ??= new SegmentWriter(_store.Folder);
        _staged.Add(_writer.Write(chunk, rows, _staging, $"part-{_staged.Count}"));
        Steps.Reached("segment-staged");
    }

    private void CloseKeys()
    {
        _deduplication?.Dispose();
        foreach (var file in _stored)
            file.Dispose();
        _stored.Clear();
    }
}
