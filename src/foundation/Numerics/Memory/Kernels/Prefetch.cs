using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Kirana.Numerics.Memory.Kernels;

/// <summary>Asks the processor for memory that will be read soon.</summary>
/// <remarks>A hint without effect on results: it never faults, and does nothing where the processor has no such instruction. Worth
/// its slot only for reads in an order the hardware cannot foresee, such as rows by index.</remarks>
public static class Prefetch
{
    /// <summary>Brings the cache line of one element near.</summary>
    /// <typeparam name="T">The element.</typeparam>
    /// <param name="origin">The first element of the memory.</param>
    /// <param name="offset">Which element after it; may lie outside the memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Read<T>(ref readonly T origin, nuint offset) where T : unmanaged
    {
        // The garbage collector may move the memory between here and the instruction: then the hint is in vain, nothing worse.
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)Unsafe.AsPointer(in origin) + offset * (nuint)sizeof(T));
    }
}
