using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear.Kernels;

internal static partial class Shifted
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Vector<TRegister, T>(double shift, ReadOnlySpan<T> x, Span<double> result)
        where TRegister : struct, IRegister<TRegister, double>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var result0 = ref MemoryMarshal.GetReference(result);
        var all = TRegister.Broadcast(shift);
        nint i = 0;
        for (; i <= x.Length - TRegister.Count; i += TRegister.Count)
        {
            var numbers = typeof(T) == typeof(float) ? TRegister.LoadSingles(in Unsafe.As<T, float>(ref x0), i) : TRegister.Load(in Unsafe.As<T, double>(ref x0), i);
            TRegister.Store(numbers - all, ref result0, i);
        }

        Scalar(shift, x[(int)i..], result[(int)i..]);
    }
}
