namespace Kirana.Storage.Keys;

/// <summary>Remembers which keys were added in 16 bits each: one never added is nearly always told apart by one access to memory.</summary>
/// <remarks>
/// A blocked Bloom filter (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007): a key owns a block of 512 bits, one
/// cache line, chosen by its high half, and sets one bit in each of the block's eight words, chosen by its low half. At capacity, with 32 keys
/// a block, about 0.1 % of other keys are taken for added. Keys are hashes, so they are used as they are. Not thread-safe.
/// </remarks>
/// <param name="capacity">How many keys it is made for.</param>
internal sealed class KeyFilter(long capacity)
{
    private const int Words = 8;
    private const int KeysPerBlock = 32;

    private readonly ulong[] _bits = new ulong[Math.Max(1, (capacity + KeysPerBlock - 1) / KeysPerBlock) * Words];

    /// <summary>How many more keys it is made for.</summary>
    public long Room { get; private set; } = capacity;

    /// <summary>Adds a key.</summary>
    /// <param name="key">The key.</param>
    public void Add(UInt128 key)
    {
        var block = BlockOf(key);
        var choice = (ulong)key;
        for (var word = 0; word < Words; word++, choice >>= 6)
            block[word] |= 1UL << (int)(choice & 63);
        Room--;
    }

    /// <summary>Whether a key may have been added; certain where it answers no.</summary>
    /// <param name="key">The key.</param>
    public bool MayHold(UInt128 key)
    {
        var block = BlockOf(key);
        var choice = (ulong)key;
        for (var word = 0; word < Words; word++, choice >>= 6)
            if ((block[word] & 1UL << (int)(choice & 63)) == 0)
                return false;
        return true;
    }

    private Span<ulong> BlockOf(UInt128 key) =>
        _bits.AsSpan((int)Math.BigMul((ulong)(key >> 64), (ulong)(_bits.Length / Words), out _) * Words, Words);
}
