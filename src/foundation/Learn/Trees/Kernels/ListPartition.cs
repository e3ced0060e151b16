using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Learn.Trees.Kernels;

/// <summary>Parts a list of values by which way their rows go, keeping the order on both sides.</summary>
internal static class ListPartition
{
    /// <summary>Moves the values whose rows go left to the front, the others behind them.</summary>
    /// <param name="list">The values; each row must be a place of <paramref name="goesLeft"/>, which is not checked.</param>
    /// <param name="goesLeft">1 for each row that goes left, else 0.</param>
    /// <param name="scratch">At least as long as <paramref name="list"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Split(Span<ValueOfRow> list, ReadOnlySpan<byte> goesLeft, Span<ValueOfRow> scratch)
    {
        if (scratch.Length < list.Length)
            throw new ArgumentException($"{list.Length} values do not fit {scratch.Length} places.", nameof(scratch));
        ref var own0 = ref MemoryMarshal.GetReference(list);
        ref var right0 = ref MemoryMarshal.GetReference(scratch);
        ref var goes0 = ref MemoryMarshal.GetReference(goesLeft);
        nint left = 0;
        // Written to both sides and advanced on one: a branch would be mispredicted for every other row.
        for (nint i = 0; i < list.Length; i++)
        {
            var own = Unsafe.Add(ref own0, i);
            Unsafe.Add(ref own0, left) = own;
            Unsafe.Add(ref right0, i - left) = own;
            left += Unsafe.Add(ref goes0, (nint)own.Row);
        }

        scratch[..(list.Length - (int)left)].CopyTo(list[(int)left..]);
    }
}
