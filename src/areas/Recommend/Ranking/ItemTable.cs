namespace Kirana.Recommend.Ranking;

/// <summary>Numbers by a few of many items: a hash table with open addressing that is emptied in the time it was filled in.</summary>
/// <remarks>A list touches some thousand of a hundred thousand items; an array with a place for each costs more to clear and to go through than to use.
/// Not thread-safe; used again and again by one thread.</remarks>
internal sealed class ItemTable
{
    // 2³² divided by the golden ratio spreads neighbouring indices evenly (Knuth, "The art of computer programming", vol. 3, §6.4).
    private const uint Multiplier = 2654435769;

    private Entry[] _entries = new Entry[1024];
    private int[] _places = new int[512];
    private int _shift = 22;

    /// <summary>The number of items.</summary>
    public int Count { get; private set; }

    /// <summary>The item that came as so many-eth.</summary>
    public int ItemAt(int order) => _entries[_places[order]].Key - 1;

    /// <summary>Its sum.</summary>
    public float SumAt(int order) => _entries[_places[order]].Sum;

    /// <summary>Adds to the sum of an item.</summary>
    public void Add(int item, float value)
    {
        ref var entry = ref _entries[PlaceOf(item)];
        if (entry.Key == 0)
            entry = ref New(item);
        entry.Sum += value;
    }

    /// <summary>Notes the rank of an item, which is taken in if it is new.</summary>
    public void Rank(int item, int rank)
    {
        ref var entry = ref _entries[PlaceOf(item)];
        if (entry.Key == 0)
            entry = ref New(item);
        entry.Rank = rank;
    }

    /// <summary>The sum and the rank of an item, 0 if there are none.</summary>
    public bool TryGet(int item, out float sum, out int rank)
    {
        ref var entry = ref _entries[PlaceOf(item)];
        (sum, rank) = (entry.Sum, entry.Rank);
        return entry.Key != 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        for (var order = 0; order < Count; order++)
            _entries[_places[order]] = default;
        Count = 0;
    }

    private ref Entry New(int item)
    {
        if (Count == _places.Length)
            Grow();
        var place = PlaceOf(item);
        _places[Count++] = place;
        _entries[place].Key = item + 1;
        return ref _entries[place];
    }

    private int PlaceOf(int item)
    {
        var (key, last) = (item + 1, _entries.Length - 1);
        var place = (int)((uint)key * Multiplier >> _shift);
        while (_entries[place].Key != key && _entries[place].Key != 0)
            place = (place + 1) & last;
        return place;
    }

    private void Grow()
    {
        var (entries, places) = (_entries, _places);
        (_entries, _places) = (new Entry[2 * entries.Length], new int[2 * places.Length]);
        _shift--;
        for (var order = 0; order < Count; order++)
        {
            var entry = entries[places[order]];
            _places[order] = PlaceOf(entry.Key - 1);
            _entries[_places[order]] = entry;
        }
    }

    /// <summary>One more than an item, so that zeros are an empty place.</summary>
    private struct Entry
    {
        public int Key;
        public float Sum;
        public int Rank;
    }
}
