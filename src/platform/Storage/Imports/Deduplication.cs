using System.Runtime.InteropServices;
using Kirana.Storage.Keys;
using Kirana.Storage.Records;

namespace Kirana.Storage.Imports;

/// <summary>Decides which of an import's records are new, chunk by chunk, and gives records of equal content their keys.</summary>
/// <remarks>
/// The keys a chunk came with are kept as a sorted file, so that a later chunk knows how often each was seen before. Then the final keys are
/// looked up in the sorted key files of the store. All of it runs in ascending order of keys: memory does not grow with the import.
/// </remarks>
/// <param name="staging">The import's own folder.</param>
/// <param name="stored">The key files of the store's segments.</param>
/// <param name="fresh">The sorted keys of the fresh records.</param>
internal sealed class Deduplication(string staging, IReadOnlyList<KeyFile> stored, UInt128[] fresh) : IDisposable
{
    private readonly List<KeyFile> _seen = [];

    /// <summary>Gives a chunk its final keys.</summary>
    /// <param name="chunk">The chunk; its keys are replaced.</param>
    /// <param name="last">Whether no chunk follows.</param>
    /// <returns>The rows that are new, ascending.</returns>
    public int[] Settle(RecordChunk chunk, bool last)
    {
        var order = KeyOrder.Of(chunk.Keys);
        var candidates = Count(chunk, order);
        if (!last)
            Remember(order);

        foreach (var file in stored)
            candidates.RemoveAll(candidate => file.CountOf(candidate.Key) > 0);
        candidates.RemoveAll(candidate => fresh.AsSpan().BinarySearch(candidate.Key) >= 0);

        var isNew = new bool[chunk.Count];
        foreach (var candidate in candidates)
            isNew[candidate.Row] = true;
        return [.. Enumerable.Range(0, chunk.Count).Where(row => isNew[row])];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _seen)
            file.Dispose();
    }

    private List<KeyedRow> Count(RecordChunk chunk, KeyedRow[] order)
    {
        var candidates = new List<KeyedRow>(order.Length);
        var occurrence = 0L;
        var sorted = true;
        for (var i = 0; i < order.Length; i++)
        {
            var (key, row) = order[i];
            occurrence = i > 0 && order[i - 1].Key == key ? occurrence + 1 : SeenBefore(key);
            if (occurrence > 0 && !chunk.IsContentKey(row))
                continue;
            var final = Key.Of(key, occurrence);
            chunk.Keys[row] = final;
            candidates.Add(new KeyedRow(final, row));
            sorted &= occurrence == 0;
        }

        if (!sorted)
            CollectionsMarshal.AsSpan(candidates).Sort();
        return candidates;
    }

    private long SeenBefore(UInt128 key)
    {
        var count = 0L;
        foreach (var file in _seen)
            count += file.CountOf(key);
        return count;
    }

    private void Remember(KeyedRow[] order)
    {
        var path = Path.Combine(staging, $"seen-{_seen.Count}.keys");
        KeyFile.Write(path, order.Select(row => row.Key), durable: false);
        _seen.Add(new KeyFile(path));
    }
}
