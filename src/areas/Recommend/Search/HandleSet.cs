namespace Kirana.Recommend.Search;

/// <summary>A set of handles as one bit each, to say which items a search may find. Not thread-safe while it is changed.</summary>
public sealed class HandleSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words;

    /// <summary>Starts empty.</summary>
    /// <param name="capacity">One more than the largest handle it can hold, at least 0. Handles beyond are never in the set.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public HandleSet(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        _words = new ulong[(capacity + (WordBits - 1L)) / WordBits];
    }

    /// <summary>One more than the largest handle it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Puts a handle in.</summary>
    /// <param name="handle">0 … <see cref="Capacity"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The handle lies outside.</exception>
    public void Add(int handle) => WordOf(handle) |= 1UL << handle;

    /// <summary>Takes a handle out.</summary>
    /// <param name="handle">0 … <see cref="Capacity"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The handle lies outside.</exception>
    public void Remove(int handle) => WordOf(handle) &= ~(1UL << handle);

    /// <summary>Puts every handle below the capacity in.</summary>
    public void AddAll() => Array.Fill(_words, ulong.MaxValue);

    /// <summary>Takes every handle out.</summary>
    public void Clear() => Array.Clear(_words);

    /// <summary>Whether a handle is in the set; any number may be asked for.</summary>
    /// <param name="handle">The handle.</param>
    public bool Contains(int handle) => (uint)handle < (uint)Capacity && (_words[handle / WordBits] >> handle & 1) != 0;

    private ref ulong WordOf(int handle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(handle);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(handle, Capacity);
        return ref _words[handle / WordBits];
    }
}
