using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Growth.Kernels;

/// <summary>Parts rows by a number of each, keeping their order on both sides.</summary>
internal static class StablePartition
{
    /// <summary>Rows in order.</summary>
    /// <param name="rows">Takes the rows.</param>
    /// <param name="first">The first row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Number(Span<int> rows, int first)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i] = first + i;
    }

    /// <summary>Writes the rows that go left to one place and the others to another.</summary>
    /// <param name="rows">The rows; each must be a place of <paramref name="column"/>, which is not checked.</param>
    /// <typeparam name="T">A byte or two.</typeparam>
    /// <param name="column">The number of each row of the table; each must be a place of <paramref name="goesLeft"/>, which is not checked.</param>
    /// <param name="goesLeft">1 for each number whose rows go left, else 0; at least 256 long.</param>
    /// <param name="left">Takes the rows that go left; as long as <paramref name="rows"/>, and may be the same place.</param>
    /// <param name="right">Takes the rows that go right; as long as <paramref name="rows"/>.</param>
    /// <returns>The rows that went left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int Split<T>(ReadOnlySpan<int> rows, ReadOnlySpan<T> column, ReadOnlySpan<byte> goesLeft, Span<int> left, Span<int> right) where T : unmanaged
    {
        if (goesLeft.Length < 256 || left.Length < rows.Length || right.Length < rows.Length)
            throw new ArgumentException($"{rows.Length} rows do not fit {left.Length} and {right.Length} places and {goesLeft.Length} codes.", nameof(rows));
        ref var row0 = ref MemoryMarshal.GetReference(rows);
        ref var left0 = ref MemoryMarshal.GetReference(left);
        ref var right0 = ref MemoryMarshal.GetReference(right);
        ref var number0 = ref MemoryMarshal.GetReference(column);
        ref var goes0 = ref MemoryMarshal.GetReference(goesLeft);
        nint lefts = 0;
        // Written to both sides and advanced on one: a branch would be mispredicted for every other row.
        for (nint i = 0; i < rows.Length; i++)
        {
            var row = Unsafe.Add(ref row0, i);
            ref var own = ref Unsafe.Add(ref number0, (nint)row);
            // One of the two is compiled.
            nint number = typeof(T) == typeof(byte) ? Unsafe.As<T, byte>(ref own) : Unsafe.As<T, ushort>(ref own);
            nint goes = Unsafe.Add(ref goes0, number);
            Unsafe.Add(ref left0, lefts) = row;
            Unsafe.Add(ref right0, i - lefts) = row;
            lefts += goes;
        }

        return (int)lefts;
    }
}
