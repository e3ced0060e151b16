using System.Runtime.InteropServices;
using Kirana.Storage.Control;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Imports;

/// <summary>Finds records of an import that were appended while it was under way, so that none exists twice after its commit.</summary>
/// <remarks>The import decided what is new by the chunks up to a number; larger numbers came since. Looked for once before the transaction and,
/// for the few chunks of the last moment, once more in it. Where the record is in a segment of the import, the appended row gives way;
/// where it would itself become a fresh row, it is left out.</remarks>
/// <param name="after">The last chunk the import knew at its beginning.</param>
/// <param name="kept">The records that become fresh rows.</param>
internal sealed class Overlap(long after, RecordChunk kept) : IDisposable
{
    private readonly List<KeyFile> _staged = [];
    private readonly Dictionary<long, HashSet<UInt128>> _given = [];
    private readonly HashSet<UInt128> _left = [];
    private readonly HashSet<UInt128> _kept = [.. kept.Keys];
    private long _last = after;

    /// <summary>Adds a staged segment's file of keys.</summary>
    /// <param name="path">The file; it may be renamed afterwards.</param>
    public void Add(string path) => _staged.Add(new KeyFile(path));

    /// <summary>Looks at the chunks that came since the last look.</summary>
    /// <param name="connection">The connection.</param>
    public void Look(SqliteConnection connection)
    {
        var found = new List<(UInt128 Key, long Chunk)>();
        FreshRows.Keys(connection, kept.Kind, _last, (id, keys) =>
        {
            foreach (var key in keys)
                found.Add((key, id));
            _last = id;
        });
        CollectionsMarshal.AsSpan(found).Sort();
        foreach (var (key, _) in found)
            if (_kept.Contains(key))
                _left.Add(key);
        foreach (var file in _staged)
            foreach (var (key, chunk) in found)
                if (file.CountOf(key) > 0)
                    (CollectionsMarshal.GetValueRefOrAddDefault(_given, chunk, out _) ??= []).Add(key);
    }

    /// <summary>The rows of the kept records that were not appended meanwhile.</summary>
    public int[] Kept => [.. Enumerable.Range(0, kept.Count).Where(row => !_left.Contains(kept.Keys[row]))];

    /// <summary>Takes the appended rows away that are in the import's segments.</summary>
    /// <param name="write">The transaction that adds the segments.</param>
    public void GiveWay(ControlWrite write)
    {
        var texts = new TextCache();
        foreach (var (id, keys) in _given)
            FreshRows.Each(write.Connection, kept.Kind, id - 1, (_, _, _, bytes) =>
            {
                FreshRows.Replace(write, kept.Kind, id, bytes, texts, (chunk, row) => !keys.Contains(chunk.Keys[row]));
                return false;
            });
    }

    /// <inheritdoc/>
    public void Dispose() => _staged.ForEach(file => file.Dispose());
}
