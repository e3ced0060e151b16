using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kirana.Numerics.Kernels;

public static partial class Axpy
{
    /// <summary>The fast form for at least one register of elements: the bits of <see cref="Scalar{T}"/>, since elements do not meet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister, T>(T a, ReadOnlySpan<T> x, Span<T> y)
        where TRegister : struct, IRegister<TRegister, T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var factor = TRegister.Broadcast(a);
        nint end = x.Length - TRegister.Count;
        // The last register overlaps the one before: compute it before the loop changes y, store it afterwards.
        var last = TRegister.MultiplyAdd(factor, TRegister.Load(in x0, end), TRegister.Load(in y0, end));
        for (nint i = 0; i < end; i += TRegister.Count)
            TRegister.Store(TRegister.MultiplyAdd(factor, TRegister.Load(in x0, i), TRegister.Load(in y0, i)), ref y0, i);
        TRegister.Store(last, ref y0, end);
    }
}
