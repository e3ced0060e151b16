using System.Diagnostics.CodeAnalysis;

namespace Kirana.Data.Feedback;

/// <summary>Names of users, items or series against dense indices 0 … <see cref="Count"/> − 1, in the order they were first seen.</summary>
/// <remarks>Ids are opaque and compared ordinally. Reading is thread-safe once nobody adds any more.</remarks>
public sealed class IdMap
{
    private readonly Dictionary<string, int> _indices;
    private readonly List<string> _ids;

    /// <summary>Creates an empty map.</summary>
    public IdMap() : this([])
    {
    }

    /// <summary>Creates a map of the given ids; the position of an id is its index.</summary>
    /// <param name="ids">Distinct ids.</param>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public IdMap(IEnumerable<string> ids)
    {
        _ids = [.. ids];
        _indices = new Dictionary<string, int>(_ids.Count, StringComparer.Ordinal);
        for (var i = 0; i < _ids.Count; i++)
            if (!_indices.TryAdd(_ids[i], i))
                throw new ArgumentException($"The id '{_ids[i]}' occurs at positions {_indices[_ids[i]]} and {i}; ids are distinct.", nameof(ids));
    }

    /// <summary>The number of ids.</summary>
    public int Count => _ids.Count;

    /// <summary>All ids in index order.</summary>
    public IReadOnlyList<string> Ids => _ids;

    /// <summary>The id at an index.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside.</exception>
    public string this[int index] => _ids[index];

    /// <summary>The index of an id, which is added if it is new.</summary>
    /// <param name="id">Any string.</param>
    public int GetOrAdd(string id)
    {
        if (_indices.TryGetValue(id, out var index))
            return index;
        _indices.Add(id, index = _ids.Count);
        _ids.Add(id);
        return index;
    }

    /// <summary>The index of an id, which is added if it is new; no string is made of one that is known.</summary>
    /// <param name="id">Any text.</param>
    public int GetOrAdd(ReadOnlySpan<char> id) =>
        _indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var index) ? index : GetOrAdd(id.ToString());

    /// <summary>Finds the index of an id.</summary>
    /// <param name="id">Any string; <see langword="null"/> is never found.</param>
    /// <param name="index">The index, or −1.</param>
    public bool TryGetIndex([NotNullWhen(true)] string? id, out int index)
    {
        if (id is not null && _indices.TryGetValue(id, out index))
            return true;
        index = -1;
        return false;
    }
}
