using System.Buffers;
using System.Numerics;

namespace Kirana.Recommend.Sessions;

/// <summary>Sums by a small set of indices: a hash table with open addressing in a rented array, so that a query allocates nothing.</summary>
/// <remarks>A query touches some thousand of a million sessions; an array with a place for each would cost more to clear than to use.</remarks>
internal readonly ref struct SumTable : IDisposable
{
    // 2³² divided by the golden ratio spreads neighbouring indices evenly (Knuth, "The art of computer programming", vol. 3, §6.4).
    private const uint Multiplier = 2654435769;

    private const int FewestPlaces = 16;

    private readonly Entry[] _rented;
    private readonly Span<Entry> _entries;
    private readonly int _shift;

    /// <summary>Starts empty.</summary>
    /// <param name="most">The most indices it will hold; at least a third of the places stays empty.</param>
    public SumTable(int most)
    {
        var places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FewestPlaces, most + most / 2L));
        _rented = ArrayPool<Entry>.Shared.Rent(places);
        _entries = _rented.AsSpan(0, places);
        _entries.Clear();
        _shift = 32 - BitOperations.Log2((uint)places);
    }

    /// <summary>The number of places.</summary>
    public int Places => _entries.Length;

    /// <summary>The index in a place, −1 if it is empty.</summary>
    public int KeyAt(int place) => _entries[place].Key - 1;

    /// <summary>The sum in a place that is not empty.</summary>
    public float SumAt(int place) => _entries[place].Sum;

    /// <summary>Adds to the sum of an index.</summary>
    public void Add(int index, float value)
    {
        ref var entry = ref EntryOf(index);
        entry.Key = index + 1;
        entry.Sum += value;
    }

    /// <summary>The sum of an index, 0 if it has none.</summary>
    public float Of(int index) => EntryOf(index).Sum;

    /// <summary>Gives the array back.</summary>
    public void Dispose() => ArrayPool<Entry>.Shared.Return(_rented);

    /// <summary>Where an index stands, or the empty place where it would.</summary>
    private ref Entry EntryOf(int index)
    {
        var key = index + 1;
        var last = _entries.Length - 1;
        for (var place = (int)((uint)key * Multiplier >> _shift);; place = (place + 1) & last)
        {
            ref var entry = ref _entries[place];
            if (entry.Key == key || entry.Key == 0)
                return ref entry;
        }
    }

    /// <summary>One more than an index beside its sum, so that both lie in one cache line and zeros are an empty place.</summary>
    private struct Entry
    {
        public int Key;
        public float Sum;
    }
}
