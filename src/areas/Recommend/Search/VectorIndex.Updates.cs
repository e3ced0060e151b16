namespace Kirana.Recommend.Search;

public sealed partial class VectorIndex
{
    /// <summary>Rows of a block where every vector is looked at: a block stays in the second-level cache, and copying it is quick.</summary>
    internal const int RowsPerBlock = 1024;

    /// <summary>Adds a vector, or replaces the one of the same handle. Searches that have begun do not see it.</summary>
    /// <param name="handle">The handle, at least 0.</param>
    /// <param name="vector">The vector, shorter than 10¹⁸; copied.</param>
    /// <exception cref="ArgumentException">The handle is negative, or the vector has another length or is not finite.</exception>
    /// <remarks>Copies the list that the vector comes into, a part of a millisecond; calls wait for one another.</remarks>
    public void Add(int handle, ReadOnlySpan<float> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(handle);
        Vectors.Require(vector, Dimensions, nameof(vector));
        var own = vector.ToArray();
        if (Similarity is Similarity.Cosine)
            Vectors.Normalize(own);
        lock (_writing)
        {
            var snapshot = _places.ContainsKey(handle) ? Without(_snapshot, handle) : _snapshot;
            var list = ListFor(snapshot, own);
            var changed = list < snapshot.Lists.Length
                ? snapshot.Lists[list].With(handle, own, CenterOf(snapshot, list))
                : VectorList.Of(own, Dimensions, [0], [handle], center: []);
            _places[handle] = (list, changed.Count - 1);
            Volatile.Write(ref _snapshot, snapshot.With(list, changed));
        }
    }

    /// <summary>Removes a vector. Searches that have begun may still find it.</summary>
    /// <param name="handle">The handle.</param>
    /// <returns>Whether there was one.</returns>
    public bool Remove(int handle)
    {
        lock (_writing)
        {
            if (!_places.ContainsKey(handle))
                return false;
            Volatile.Write(ref _snapshot, Without(_snapshot, handle));
            return true;
        }
    }

    /// <summary>Copies the vector of a handle, as for a search of what is like it; of length 1 where the similarity is the cosine.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="vector">Takes the vector; untouched where there is none.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArgumentException">The place has another length than a vector.</exception>
    public bool TryGetVector(int handle, Span<float> vector)
    {
        if (vector.Length != Dimensions)
            throw new ArgumentException($"A vector has {Dimensions} places, got {vector.Length}.", nameof(vector));
        lock (_writing)
        {
            if (!_places.TryGetValue(handle, out var place))
                return false;
            _snapshot.Lists[place.List].Row(place.Row).CopyTo(vector);
            return true;
        }
    }

    private Snapshot Without(Snapshot snapshot, int handle)
    {
        _places.Remove(handle, out var place);
        var changed = snapshot.Lists[place.List].Without(place.Row, CenterOf(snapshot, place.List));
        if (place.Row < changed.Count)
            _places[changed.Handles[place.Row]] = place;
        return snapshot.With(place.List, changed);
    }

    /// <summary>The list of the nearest centre; without centres the last block that has room, or one after all.</summary>
    private static int ListFor(Snapshot snapshot, ReadOnlySpan<float> vector)
    {
        if (snapshot.Centers is { } centers)
            return centers.Nearest(vector);
        var last = snapshot.Lists.Length - 1;
        return last >= 0 && snapshot.Lists[last].Count < RowsPerBlock ? last : last + 1;
    }

    private static ReadOnlySpan<float> CenterOf(Snapshot snapshot, int list) => snapshot.Centers is { } centers ? centers.Of(list) : [];
}
