using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

internal static partial class Elements
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TMap, TRegister>(TMap map, ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
        where TMap : struct, IElementMap
        where TRegister : struct, IRegister<TRegister, float>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        ref var result0 = ref MemoryMarshal.GetReference(result);
        nint i = 0;
        for (; i <= result.Length - TRegister.Count; i += TRegister.Count)
            TRegister.Store(map.Of(TRegister.Load(in x0, i), TRegister.Load(in y0, i)), ref result0, i);
        Scalar(map, x[(int)i..], y[(int)i..], result[(int)i..]);
    }
}
