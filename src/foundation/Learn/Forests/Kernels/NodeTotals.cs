using System.Runtime.CompilerServices;

namespace Kirana.Learn.Forests.Kernels;

/// <summary>Sums over all rows of a node.</summary>
internal static class NodeTotals
{
    /// <summary>Sums the rows' weights and targets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static BinSums Sum(ReadOnlySpan<BagEntry> entries)
    {
        // Two sums side by side, for an addition has to wait for the one before.
        var (weight, otherWeight, target, otherTarget) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i + 1 < entries.Length; i += 2)
        {
            weight += entries[i].Weight;
            target += entries[i].Target;
            otherWeight += entries[i + 1].Weight;
            otherTarget += entries[i + 1].Target;
        }

        if (i < entries.Length)
            (weight, target) = (weight + entries[i].Weight, target + entries[i].Target);
        return new BinSums { Weight = weight + otherWeight, Target = target + otherTarget, Rows = entries.Length };
    }
}
