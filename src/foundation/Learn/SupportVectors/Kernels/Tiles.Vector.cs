using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors.Kernels;

internal static partial class Tiles
{
    /// <summary>The fast form: four registers of sums at once, since each waits for its own last step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister>(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results, bool ofDistances)
        where TRegister : struct, IRegister<TRegister, float>
    {
        ref var tile0 = ref MemoryMarshal.GetReference(tiles);
        ref var row0 = ref MemoryMarshal.GetReference(row);
        ref var result0 = ref MemoryMarshal.GetReference(results);
        nint features = row.Length, count = results.Length;
        // The register k of the four holds rows from i + k·Count on, perhaps of the next tiles.
        var together = 4 * TRegister.Count;
        for (nint i = 0; i < count; i += together)
        {
            nint second = i + TRegister.Count, third = i + 2 * TRegister.Count, fourth = i + 3 * TRegister.Count;
            var isWhole = i + together <= count;
            if (!isWhole)
                (second, third, fourth) = (second < count ? second : i, third < count ? third : i, i);
            nint a = Place(i, features), b = Place(second, features), c = Place(third, features), d = Place(fourth, features);
            TRegister sumA = TRegister.Broadcast(0), sumB = sumA, sumC = sumA, sumD = sumA;
            if (ofDistances)
            {
                for (nint f = 0; f < features; f++)
                {
                    var own = TRegister.Broadcast(Unsafe.Add(ref row0, f));
                    nint at = f * Rows;
                    var (x, y) = (TRegister.Load(in tile0, a + at) - own, TRegister.Load(in tile0, b + at) - own);
                    var (z, w) = (TRegister.Load(in tile0, c + at) - own, TRegister.Load(in tile0, d + at) - own);
                    sumA = TRegister.MultiplyAdd(x, x, sumA);
                    sumB = TRegister.MultiplyAdd(y, y, sumB);
                    sumC = TRegister.MultiplyAdd(z, z, sumC);
                    sumD = TRegister.MultiplyAdd(w, w, sumD);
                }
            }
            else
            {
                for (nint f = 0; f < features; f++)
                {
                    var own = TRegister.Broadcast(Unsafe.Add(ref row0, f));
                    nint at = f * Rows;
                    sumA = TRegister.MultiplyAdd(TRegister.Load(in tile0, a + at), own, sumA);
                    sumB = TRegister.MultiplyAdd(TRegister.Load(in tile0, b + at), own, sumB);
                    sumC = TRegister.MultiplyAdd(TRegister.Load(in tile0, c + at), own, sumC);
                    sumD = TRegister.MultiplyAdd(TRegister.Load(in tile0, d + at), own, sumD);
                }
            }

            TRegister.Store(sumD, ref result0, fourth);
            TRegister.Store(sumC, ref result0, third);
            TRegister.Store(sumB, ref result0, second);
            TRegister.Store(sumA, ref result0, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Place(nint row, nint features) => row / Rows * Rows * features + row % Rows;
}
