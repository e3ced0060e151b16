using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Learn.Histograms.Kernels;

/// <summary>Magnitudes of gradients and hessians, and their rounding to multiples of a power of two.</summary>
/// <remarks>Numbers lie in pairs: gradient, hessian, gradient, … Every result is the same whatever the order of the pairs and the register width.</remarks>
internal static class PairRounding
{
    // Lanes of 32 bits hold so many sums of at most 2²⁰ units.
    private const int BlockVectors = 1 << 10;

    /// <summary>The greatest |gradient| and |hessian|, as bits: those of an infinity or more where a number is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static PairRange Largest(ReadOnlySpan<float> pairs)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<int>>(pairs);
        var most = Vector256<int>.Zero;
        for (var i = 0; i < vectors.Length; i++)
            most = Vector256.Max(most, vectors[i] & Vector256.Create(int.MaxValue));
        var (gradient, hessian) = (0, 0);
        for (var lane = 0; lane < Vector256<int>.Count; lane += 2)
            (gradient, hessian) = (Math.Max(gradient, most[lane]), Math.Max(hessian, most[lane + 1]));
        for (var i = vectors.Length * Vector256<int>.Count; i + 1 < pairs.Length; i += 2)
            (gradient, hessian) = (Math.Max(gradient, Bits(pairs[i])), Math.Max(hessian, Bits(pairs[i + 1])));
        return new PairRange(gradient, hessian);
    }

    /// <summary>The sums of the whole units in |gradient| and in |hessian|.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="gradient">Units in 1, so many that no gradient has more than 2²⁰.</param>
    /// <param name="hessian">The same of hessians.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static (long Gradient, long Hessian) Units(ReadOnlySpan<float> pairs, float gradient, float hessian)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(pairs);
        var scale = Vector256.Create(gradient, hessian, gradient, hessian, gradient, hessian, gradient, hessian);
        var (gradients, hessians) = (0L, 0L);
        for (var start = 0; start < vectors.Length; start += BlockVectors)
        {
            var sums = Vector256<int>.Zero;
            foreach (var vector in vectors.Slice(start, Math.Min(BlockVectors, vectors.Length - start)))
                sums += Vector256.ConvertToInt32(Vector256.Abs(vector) * scale);
            for (var lane = 0; lane < Vector256<int>.Count; lane += 2)
                (gradients, hessians) = (gradients + sums[lane], hessians + sums[lane + 1]);
        }

        for (var i = vectors.Length * Vector256<float>.Count; i + 1 < pairs.Length; i += 2)
            (gradients, hessians) = (gradients + (int)(Math.Abs(pairs[i]) * gradient), hessians + (int)(Math.Abs(pairs[i + 1]) * hessian));
        return (gradients, hessians);
    }

    /// <summary>Rounds every number to a multiple of its grid, to the even one of two that are equally near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Round(Span<float> pairs, in PairGrid grid)
    {
        // Sums beyond the shift have an ulp of the grid: adding rounds, and taking off is exact.
        var (gradient, hessian) = (grid.Gradient, grid.Hessian);
        var shift = Vector256.Create(gradient, hessian, gradient, hessian);
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(pairs);
        for (var i = 0; i < vectors.Length; i++)
        {
            var (lower, upper) = Vector256.Widen(vectors[i]);
            vectors[i] = Vector256.Narrow(lower + shift - shift, upper + shift - shift);
        }

        for (var i = vectors.Length * Vector256<float>.Count; i + 1 < pairs.Length; i += 2)
            (pairs[i], pairs[i + 1]) = ((float)(pairs[i] + gradient - gradient), (float)(pairs[i + 1] + hessian - hessian));
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value) & int.MaxValue;
}
