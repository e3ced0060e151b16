namespace Kirana.Storage.Keys;

/// <summary>Rows in the order of their keys, equal keys in the order of the rows.</summary>
/// <remarks>Keys are hashes, so the top 16 bits part them evenly: one counting pass, then a small sort in each part. Any other keys are
/// sorted rightly too, only slower.</remarks>
internal static class KeyOrder
{
    private const int Parts = 1 << 16;

    /// <summary>Sorts rows by key.</summary>
    /// <param name="keys">The key of each row.</param>
    /// <returns>Keys and rows, ascending.</returns>
    public static KeyedRow[] Of(ReadOnlySpan<UInt128> keys)
    {
        var sorted = new KeyedRow[keys.Length];
        var starts = new int[Parts + 1];
        foreach (var key in keys)
            starts[Part(key) + 1]++;
        for (var part = 0; part < Parts; part++)
            starts[part + 1] += starts[part];
        var next = starts.AsSpan(0, Parts).ToArray();
        for (var row = 0; row < keys.Length; row++)
            sorted[next[Part(keys[row])]++] = new KeyedRow(keys[row], row);
        for (var part = 0; part < Parts; part++)
            if (starts[part + 1] - starts[part] > 1)
                sorted.AsSpan(starts[part]..starts[part + 1]).Sort();
        return sorted;
    }

    private static int Part(UInt128 key) => (int)(ushort)(key >> 112);
}
