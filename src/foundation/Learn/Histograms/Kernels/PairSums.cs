using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Learn.Histograms.Kernels;

/// <summary>Sums and differences of whole histograms, element by element, so that every width has the same bits.</summary>
internal static class PairSums
{
    /// <summary>to += part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ReadOnlySpan<double> part, Span<double> from)
    {
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(from);
        var other = MemoryMarshal.Cast<double, Vector256<double>>(part[..from.Length]);
        for (var i = 0; i < wide.Length; i++)
            wide[i] -= other[i];
        for (var i = wide.Length * Vector256<double>.Count; i < from.Length; i++)
            from[i] -= part[i];
    }

    /// <summary>Sums of each of several equal blocks of pairs, and the sum of all blocks pair by pair.</summary>
    /// <remarks>Pairs at even and at odd places of a block are summed apart and then together, at every width.</remarks>
    /// <param name="blocks">The pairs.</param>
    /// <param name="sums">Takes one pair for each block.</param>
    /// <param name="folded">Takes the sum of the blocks, as long as one of them; may be the first block itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fold(ReadOnlySpan<double> blocks, Span<double> sums, Span<double> folded)
    {
        var totals = MemoryMarshal.Cast<double, Vector128<double>>(sums);
        var length = folded.Length;
        if (blocks.Length != length * totals.Length)
            throw new ArgumentException($"{blocks.Length} doubles are not {totals.Length} blocks of {length}.", nameof(blocks));
        totals[0] = Total(blocks[..length], folded, isFirst: true);
        for (var block = 1; block < totals.Length; block++)
            totals[block] = Total(blocks.Slice(block * length, length), folded, isFirst: false);
    }

    /// <summary>Adds a block to the folded one, or begins it, and sums the block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<double> Total(ReadOnlySpan<double> block, Span<double> folded, bool isFirst)
    {
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(block);
        var to = MemoryMarshal.Cast<double, Vector256<double>>(folded);
        var total = Vector256<double>.Zero;
        for (var i = 0; i < wide.Length && i < to.Length; i++)
        {
            total += wide[i];
            to[i] = isFirst ? wide[i] : to[i] + wide[i];
        }

        var sum = total.GetLower() + total.GetUpper();
        if (block.Length % Vector256<double>.Count == 0)
            return sum;
        var last = Vector128.Create(block[^2], block[^1]);
        (folded[^2], folded[^1]) = isFirst ? (block[^2], block[^1]) : (folded[^2] + block[^2], folded[^1] + block[^1]);
        return sum + last;
    }
}
