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
}
