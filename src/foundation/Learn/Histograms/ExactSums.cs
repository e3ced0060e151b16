using System.Runtime.InteropServices;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Histograms;

/// <summary>Makes the sums of a tree's gradients and hessians exact; see <see cref="PairGrid"/>.</summary>
internal static class ExactSums
{
    private const int BlockRows = 1 << 14;

    /// <summary>Rounds pairs to a grid on which their sums are exact. Pairs that are not finite stay as they are, as do all others then.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="chosen">The rows whose sums are to be exact; all where <see langword="null"/>.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static void Round(Memory<GradientPair> pairs, int[]? chosen, int threads, CancellationToken cancellation)
    {
        var range = RangeOf(pairs, chosen, threads, cancellation);
        if (range.IsFinite)
            Round(pairs, PairGrid.Of(range, UnitsOf(pairs, chosen, range, threads, cancellation), chosen?.Length ?? pairs.Length), threads, cancellation);
    }

    /// <summary>The greatest numbers of some pairs.</summary>
    public static PairRange RangeOf(ReadOnlyMemory<GradientPair> pairs, int[]? chosen, int threads, CancellationToken cancellation)
    {
        var all = default(PairRange);
        foreach (var own in Each(pairs, chosen, threads, cancellation, PairRounding.Largest))
            all = all.With(own);
        return all;
    }

    /// <summary>The sums of whole units of some pairs.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="chosen">The rows to sum over; all where <see langword="null"/>.</param>
    /// <param name="range">The greatest numbers of these pairs and of all others that are summed along with them.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static (long Gradient, long Hessian) UnitsOf(ReadOnlyMemory<GradientPair> pairs, int[]? chosen, PairRange range, int threads, CancellationToken cancellation)
    {
        var (gradient, hessian) = (MathF.ScaleB(1, range.GradientScale), MathF.ScaleB(1, range.HessianScale));
        var (gradients, hessians) = (0L, 0L);
        foreach (var own in Each(pairs, chosen, threads, cancellation, own => PairRounding.Units(own, gradient, hessian)))
            (gradients, hessians) = (gradients + own.Gradient, hessians + own.Hessian);
        return (gradients, hessians);
    }

    /// <summary>Rounds pairs to a grid.</summary>
    public static void Round(Memory<GradientPair> pairs, PairGrid grid, int threads, CancellationToken cancellation) =>
        Blocks.Run(pairs.Length, BlockRows, threads, cancellation, (_, start, end) => PairRounding.Round(MemoryMarshal.Cast<GradientPair, float>(pairs.Span[start..end]), grid));

    private delegate T OfPairs<T>(ReadOnlySpan<float> pairs);

    private static T[] Each<T>(ReadOnlyMemory<GradientPair> pairs, int[]? chosen, int threads, CancellationToken cancellation, OfPairs<T> action)
    {
        var count = chosen?.Length ?? pairs.Length;
        var results = new T[(count + BlockRows - 1) / BlockRows];
        Blocks.Run(count, BlockRows, threads, cancellation, (block, start, end) =>
        {
            ReadOnlySpan<GradientPair> own = chosen is null ? pairs.Span[start..end] : Array.ConvertAll(chosen[start..end], row => pairs.Span[row]);
            results[block] = action(MemoryMarshal.Cast<GradientPair, float>(own));
        });
        return results;
    }
}
