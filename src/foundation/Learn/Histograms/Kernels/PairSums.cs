using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Learn.Histograms.Kernels;

/// <summary>Sums and differences of whole histograms, element by element, so that every width has the same bits.</summary>
internal static class PairSums
{
    /// <summary>to += part.</summary>
    public static void Add(ReadOnlySpan<double> part, Span<double> to)
    {
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(to);
        var other = MemoryMarshal.Cast<double, Vector256<double>>(part[..to.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] += other[i];
        for (var i = wide.Length * Vector256<double>.Count; i < to.Length; i++)
            to[i] += part[i];
    }

    /// <summary>from −= part: the histogram of the other child.</summary>
    public static void Subtract(ReadOnlySpan<double> part, Span<double> from)
    {
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(from);
        var other = MemoryMarshal.Cast<double, Vector256<double>>(part[..from.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] -= other[i];
        for (var i = wide.Length * Vector256<double>.Count; i < from.Length; i++)
            from[i] -= part[i];
    }

    /// <summary>Sums of each of several equal blocks of pairs; then adds all blocks to the first.</summary>
    /// <param name="blocks">The pairs, changed: the first block becomes the sum of all.</param>
    /// <param name="sums">Takes one pair for each block.</param>
    public static void Fold(Span<double> blocks, Span<double> sums)
    {
        var pairs = MemoryMarshal.Cast<double, Vector128<double>>(blocks);
        var totals = MemoryMarshal.Cast<double, Vector128<double>>(sums);
        var length = pairs.Length / totals.Length;
        var first = pairs[..length];
        totals[0] = Total(first);
        for (var block = 1; block < totals.Length; block++)
        {
            var other = pairs.Slice(block * length, length);
            totals[block] = Total(other);
            for (var i = 0; i < first.Length; i++)
                first[i] += other[i];
        }
    }

    private static Vector128<double> Total(ReadOnlySpan<Vector128<double>> pairs)
    {
        var total = Vector128<double>.Zero;
        foreach (var pair in pairs)
            total += pair;
        return total;
    }
}
