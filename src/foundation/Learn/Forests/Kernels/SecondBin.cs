using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Forests.Kernels;

/// <summary>Sums over the rows of a node that lie in the second of two bins, without a branch: most rows of a one-hot feature lie in the first.</summary>
internal static class SecondBin
{
    /// <summary>Sums the rows.</summary>
    /// <param name="entries">The node's rows; each must be a place of <paramref name="column"/>, which is not checked.</param>
    /// <param name="column">The byte of each row.</param>
    /// <param name="binOf">The bin of each byte, 0 or 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BinSums Sum(ReadOnlySpan<BagEntry> entries, ReadOnlySpan<byte> column, ReadOnlySpan<byte> binOf)
    {
        if (binOf.Length < ColumnPacking.Codes)
            throw new ArgumentException($"Expected the bins of {ColumnPacking.Codes} bytes, found {binOf.Length}.", nameof(binOf));
        ref var entry0 = ref MemoryMarshal.GetReference(entries);
        ref var code0 = ref MemoryMarshal.GetReference(column);
        ref var bin0 = ref MemoryMarshal.GetReference(binOf);
        // Two sums side by side, for an addition has to wait for the one before.
        var (weight, otherWeight, target, otherTarget, rows) = (0.0, 0.0, 0.0, 0.0, 0);
        nint i = 0;
        for (; i + 1 < entries.Length; i += 2)
        {
            ref var a = ref Unsafe.Add(ref entry0, i);
            ref var b = ref Unsafe.Add(ref entry0, i + 1);
            int binA = Unsafe.Add(ref bin0, (nint)Unsafe.Add(ref code0, (nint)a.Row));
            int binB = Unsafe.Add(ref bin0, (nint)Unsafe.Add(ref code0, (nint)b.Row));
            weight += binA * (double)a.Weight;
            target += binA * a.Target;
            otherWeight += binB * (double)b.Weight;
            otherTarget += binB * b.Target;
            rows += binA + binB;
        }

        if (i < entries.Length)
        {
            ref var last = ref Unsafe.Add(ref entry0, i);
            int bin = Unsafe.Add(ref bin0, (nint)Unsafe.Add(ref code0, (nint)last.Row));
            weight += bin * (double)last.Weight;
            target += bin * last.Target;
            rows += bin;
        }

        return new BinSums { Weight = weight + otherWeight, Target = target + otherTarget, Rows = rows };
    }
}
