using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Growth.Kernels;

/// <summary>Parts rows by a byte of each, keeping their order on both sides.</summary>
internal static class StablePartition
{
    /// <summary>Moves the rows that go left to the front and writes the others elsewhere.</summary>
    /// <param name="rows">The rows; each must be a place of <paramref name="column"/>, which is not checked.</param>
    /// <param name="column">The byte of each row of the table.</param>
    /// <param name="goesLeft">1 for each byte whose rows go left, else 0; 256 long.</param>
    /// <param name="right">Takes the rows that go right; as long as <paramref name="rows"/>.</param>
    /// <returns>The rows that went left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Split(Span<int> rows, ReadOnlySpan<byte> column, ReadOnlySpan<byte> goesLeft, Span<int> right)
    {
        if (goesLeft.Length < 256 || right.Length < rows.Length)
            throw new ArgumentException($"{rows.Length} rows do not fit {right.Length} places and {goesLeft.Length} codes.", nameof(right));
        ref var row0 = ref MemoryMarshal.GetReference(rows);
        ref var right0 = ref MemoryMarshal.GetReference(right);
        ref var byte0 = ref MemoryMarshal.GetReference(column);
        ref var goes0 = ref MemoryMarshal.GetReference(goesLeft);
        nint left = 0;
        // Written to both sides and advanced on one: a branch would be mispredicted for every other row.
        for (nint i = 0; i < rows.Length; i++)
        {
            var row = Unsafe.Add(ref row0, i);
            nint goes = Unsafe.Add(ref goes0, (nint)Unsafe.Add(ref byte0, (nint)row));
            Unsafe.Add(ref row0, left) = row;
            Unsafe.Add(ref right0, i - left) = row;
            left += goes;
        }

        return (int)left;
    }
}
