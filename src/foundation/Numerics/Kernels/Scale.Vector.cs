using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class Scale
{
    /// <summary>The fast form for at least one register of elements; the rest lies in a last register that overlaps the one before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister, T>(T a, Span<T> x)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        var factor = TRegister.Broadcast(a);
        nint end = x.Length - TRegister.Count;
        // Computed before the loop changes what it overlaps.
        var last = factor * TRegister.Load(in x0, end);
        for (nint i = 0; i < end; i += TRegister.Count)
            TRegister.Store(factor * TRegister.Load(in x0, i), ref x0, i);
        TRegister.Store(last, ref x0, end);
    }
}
