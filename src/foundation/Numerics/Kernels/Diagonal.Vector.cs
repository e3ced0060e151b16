using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class Diagonal
{
    /// <summary>The fast form.</summary>
    /// <returns>The elements done: all that fill whole registers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Vector<TRegister, T>(bool divides, ReadOnlySpan<T> diagonal, T shift, ReadOnlySpan<T> x, Span<T> y)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var d0 = ref MemoryMarshal.GetReference(diagonal);
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var shifts = TRegister.Broadcast(shift);
        nint i = 0;
        for (; i <= x.Length - TRegister.Count; i += TRegister.Count)
        {
            var (element, shifted) = (TRegister.Load(in x0, i), TRegister.Load(in d0, i) + shifts);
            TRegister.Store(divides ? element / shifted : element * shifted, ref y0, i);
        }

        return (int)i;
    }
}
