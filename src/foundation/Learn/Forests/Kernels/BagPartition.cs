using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests.Kernels;

/// <summary>Parts the rows of a node by the byte of each, keeping their order on both sides.</summary>
internal static class BagPartition
{
    /// <summary>Moves the rows that go left to the front, the others behind them.</summary>
    /// <param name="entries">The rows; each must be a place of <paramref name="column"/>, which is not checked.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="goesLeft">1 for each byte whose rows go left, else 0.</param>
    /// <param name="scratch">At least as long as <paramref name="entries"/>.</param>
    /// <returns>How many go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Split(Span<BagEntry> entries, ReadOnlySpan<byte> column, ReadOnlySpan<byte> goesLeft, Span<BagEntry> scratch)
    {
        if (goesLeft.Length < ColumnPacking.Codes || scratch.Length < entries.Length)
            throw new ArgumentException($"{entries.Length} rows do not fit {scratch.Length} places and {goesLeft.Length} bytes.", nameof(scratch));
        ref var entry0 = ref MemoryMarshal.GetReference(entries);
        ref var right0 = ref MemoryMarshal.GetReference(scratch);
        ref var code0 = ref MemoryMarshal.GetReference(column);
        ref var goes0 = ref MemoryMarshal.GetReference(goesLeft);
        nint left = 0;
        // Written to both sides and advanced on one: a branch would be mispredicted for every other row.
        for (nint i = 0; i < entries.Length; i++)
        {
            var entry = Unsafe.Add(ref entry0, i);
            Unsafe.Add(ref entry0, left) = entry;
            Unsafe.Add(ref right0, i - left) = entry;
            left += Unsafe.Add(ref goes0, (nint)Unsafe.Add(ref code0, (nint)entry.Row));
        }

        scratch[..(entries.Length - (int)left)].CopyTo(entries[(int)left..]);
        return (int)left;
    }

    /// <summary>The same where the rows of one byte go to different sides.</summary>
    /// <param name="entries">The rows.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="goesLeft">1 for each byte whose rows go left, else 0.</param>
    /// <param name="parted">The byte whose rows go to different sides.</param>
    /// <param name="sides">1 for each row of that byte that goes left, else 0.</param>
    /// <param name="scratch">At least as long as <paramref name="entries"/>.</param>
    /// <returns>How many go left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Split(Span<BagEntry> entries, ReadOnlySpan<byte> column, ReadOnlySpan<byte> goesLeft, int parted, ReadOnlySpan<byte> sides, Span<BagEntry> scratch)
    {
        var (left, side) = (0, 0);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = entries[i];
            var code = column[entry.Row];
            entries[left] = entry;
            scratch[i - left] = entry;
            left += code == parted ? sides[side++] : goesLeft[code];
        }

        scratch[..(entries.Length - left)].CopyTo(entries[left..]);
        return left;
    }
}
