using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Kernels;

internal static partial class Triangle
{
    /// <summary>Turns a square of four rows of four 32-bit elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose<T>(ref T from, ref T to, nint step)
    {
        ref var source = ref Unsafe.As<T, float>(ref from);
        ref var target = ref Unsafe.As<T, float>(ref to);
        var row0 = Vector128.LoadUnsafe(in source);
        var row1 = Vector128.LoadUnsafe(in source, (nuint)step);
        var row2 = Vector128.LoadUnsafe(in source, (nuint)(2 * step));
        var row3 = Vector128.LoadUnsafe(in source, (nuint)(3 * step));
        var (low01, high01) = (Sse.UnpackLow(row0, row1), Sse.UnpackHigh(row0, row1));
        var (low23, high23) = (Sse.UnpackLow(row2, row3), Sse.UnpackHigh(row2, row3));
        Sse.MoveLowToHigh(low01, low23).StoreUnsafe(ref target);
        Sse.MoveHighToLow(low23, low01).StoreUnsafe(ref target, (nuint)step);
        Sse.MoveLowToHigh(high01, high23).StoreUnsafe(ref target, (nuint)(2 * step));
        Sse.MoveHighToLow(high23, high01).StoreUnsafe(ref target, (nuint)(3 * step));
    }
}
