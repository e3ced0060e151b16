using Kirana.Operate.Records;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;
using Kirana.Storage.Segments;

namespace Kirana.Storage.Appends;

/// <summary>The keys of one kind's records, held in memory to tell new ones from those the store holds: fresh keys one by one, sealed ones as a
/// filter of two bytes a key in front of the segments' sorted files.</summary>
/// <remarks>Brought up to date inside each transaction that uses it, at the cost of what came since. Merging and erasing leave keys in the
/// filter that it need not hold: they cost a look into the files, never a wrong answer. Not thread-safe; used under the database's write lock.</remarks>
/// <param name="kind">The kind.</param>
/// <param name="files">The segments' files.</param>
internal sealed class KeyIndex(RecordKind kind, SegmentFiles files) : IDisposable
{
    private const int SmallestFilter = 1 << 20;

    private readonly HashSet<UInt128> _fresh = [];
    private readonly Dictionary<long, UInt128[]> _chunks = [];
    private readonly List<KeyFilter> _filters = [];
    private readonly SortedDictionary<long, KeyFile> _segments = [];
    private long _version = -1;
    private long _layout = -1;
    private long _lastChunk;

    /// <summary>The number of fresh records.</summary>
    public int FreshCount => _fresh.Count;

    /// <summary>Learns what changed since the last transaction.</summary>
    /// <param name="write">The transaction.</param>
    public void Sync(ControlWrite write)
    {
        var state = write.Before;
        if (_version == state.Version)
            return;
        if (_layout != state.Layout)
        {
            Drop(write);
            Follow(Manifest.Of(write.Connection, kind));
        }

        FreshRows.Keys(write.Connection, kind, _lastChunk, (id, keys) =>
        {
            _chunks.Add(id, keys);
            _fresh.UnionWith(keys);
        });
        (_version, _layout, _lastChunk) = (state.Version, state.Layout, state.Chunk);
    }

    /// <summary>Decides which records of a batch are new; the store holds their keys from now on.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="contentKeys">Whether its keys are hashes of content, of which the n-th in the batch is another record.</param>
    /// <returns>The new rows, ascending, and their final keys.</returns>
    public (int[] Rows, UInt128[] Keys) Settle(RecordBatch batch, bool contentKeys)
    {
        var added = new List<KeyedRow>(batch.Count);
        var doubtful = new List<KeyedRow>();
        Dictionary<UInt128, int>? seen = null;
        for (var row = 0; row < batch.Count; row++)
        {
            var key = batch.Keys[row];
            if (contentKeys && (seen is not null || _fresh.Contains(key)))
            {
                // Only now does it matter how often each content came: most batches hold none twice.
                seen ??= Counted(batch, row);
                seen[key] = seen.GetValueOrDefault(key) + 1;
                key = Key.Of(key, seen[key] - 1);
            }

            if (!_fresh.Add(key))
                continue;
            if (_filters.Exists(filter => filter.MayHold(key)))
                doubtful.Add(new KeyedRow(key, row));
            added.Add(new KeyedRow(key, row));
        }

        if (Sealed(doubtful) is { Count: > 0 } known)
        {
            added.RemoveAll(record => known.Contains(record.Row));
            _fresh.ExceptWith(doubtful.Where(record => known.Contains(record.Row)).Select(record => record.Key));
        }

        return ([.. added.Select(record => record.Row)], [.. added.Select(record => record.Key)]);
    }

    /// <summary>Takes note of the chunks that the records just settled were put into. The transaction is about to be committed.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="chunk">The records.</param>
    /// <param name="pieces">The number, start and end of each piece.</param>
    public void Accept(ControlWrite write, RecordChunk chunk, List<(long Id, int Start, int End)> pieces)
    {
        foreach (var (id, start, end) in pieces)
            _chunks.Add(id, chunk.Keys[start..end].ToArray());
        (_version, _lastChunk) = (write.After.Version, write.After.Chunk);
    }

    /// <summary>Forgets the fresh keys, because a transaction may not have been: the next one reads them again.</summary>
    public void Forget()
    {
        _fresh.Clear();
        _chunks.Clear();
        (_version, _layout, _lastChunk) = (-1, -1, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _segments.Values)
            file.Dispose();
    }

    private static Dictionary<UInt128, int> Counted(RecordBatch batch, int rows)
    {
        var seen = new Dictionary<UInt128, int>(batch.Count);
        foreach (var key in batch.Keys.AsSpan(0, rows))
            seen[key] = seen.GetValueOrDefault(key) + 1;
        return seen;
    }

    // In ascending order, so that the files' windows move one way.
    private HashSet<int> Sealed(List<KeyedRow> doubtful)
    {
        var known = new HashSet<int>();
        doubtful.Sort();
        foreach (var file in _segments.Values)
            foreach (var (key, row) in doubtful)
                if (file.CountOf(key) > 0)
                    known.Add(row);
        return known;
    }

    private void Drop(ControlWrite write)
    {
        var there = new HashSet<long>();
        write.Connection.Each($"SELECT id FROM {ControlSchema.Fresh(kind)}", row => there.Add(row.GetInt64(0)));
        foreach (var (id, keys) in _chunks.Where(chunk => !there.Contains(chunk.Key)).ToList())
        {
            _fresh.ExceptWith(keys);
            _chunks.Remove(id);
        }
    }

    private void Follow(List<Segment> manifest)
    {
        foreach (var gone in _segments.Keys.Except(manifest.Select(segment => segment.Id)).ToList())
        {
            _segments[gone].Dispose();
            _segments.Remove(gone);
        }

        var room = manifest.Sum(segment => segment.Rows) / 2 + SmallestFilter;
        foreach (var segment in manifest.Where(segment => !_segments.ContainsKey(segment.Id)))
        {
            var path = files.Keys(segment);
            if (_filters.Count == 0 || _filters[^1].Room < segment.Rows)
                _filters.Add(new KeyFilter(room + manifest.Where(other => !_segments.ContainsKey(other.Id)).Sum(other => other.Rows)));
            foreach (var key in KeyFile.Read(path))
                _filters[^1].Add(key);
            _segments.Add(segment.Id, new KeyFile(path));
        }
    }
}
