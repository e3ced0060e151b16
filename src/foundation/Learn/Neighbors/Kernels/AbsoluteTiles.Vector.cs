using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Neighbors.Kernels;

internal static partial class AbsoluteTiles
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister>(ReadOnlySpan<float> tiles, ReadOnlySpan<float> row, Span<float> results)
        where TRegister : struct, IRegister<TRegister, float>
    {
        ref var tile0 = ref MemoryMarshal.GetReference(tiles);
        ref var row0 = ref MemoryMarshal.GetReference(row);
        ref var result0 = ref MemoryMarshal.GetReference(results);
        var sign = ~TRegister.Broadcast(-0f);
        nint features = row.Length;
        for (nint i = 0; i < results.Length; i += TRegister.Count)
        {
            var (sum, first) = (TRegister.Broadcast(0), i / Rows * Rows * features + i % Rows);
            for (nint f = 0; f < features; f++)
                sum += (TRegister.Load(in tile0, first + f * Rows) - TRegister.Broadcast(Unsafe.Add(ref row0, f))) & sign;
            TRegister.Store(sum, ref result0, i);
        }
    }
}
