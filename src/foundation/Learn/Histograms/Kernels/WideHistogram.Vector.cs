using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kirana.Numerics.Memory.Kernels;

namespace Kirana.Learn.Histograms.Kernels;

internal static partial class WideHistogram
{
    // Rows ahead of the one being added whose bin and pair are asked for.
    private const int Ahead = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void VectorRows(ReadOnlySpan<ushort> bins, ReadOnlySpan<float> pairs, ReadOnlySpan<int> index, Span<double> cells)
    {
        ref var bin = ref MemoryMarshal.GetReference(bins);
        ref var pair = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, double>(pairs));
        ref var cell = ref MemoryMarshal.GetReference(cells);
        for (var i = 0; i < index.Length; i++)
        {
            var next = (nuint)index[Math.Min(i + Ahead, index.Length - 1)];
            Prefetch.Read(ref bin, next);
            Prefetch.Read(ref pair, next);
            var row = (nuint)index[i];
            // One row's two floats lie where one double would.
            var own = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.Add(ref pair, row)).AsSingle());
            var at = 2 * (nuint)Unsafe.Add(ref bin, row);
            (Vector128.LoadUnsafe(ref cell, at) + own).StoreUnsafe(ref cell, at);
        }
    }
}
