using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kirana.Numerics.Kernels;

public static partial class BriefFloats
{
    /// <summary>Sixteen brief floats from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Load(ref readonly ushort brief, nuint place) =>
        Vector512.ShiftLeft(Vector512.WidenLower(Vector256.LoadUnsafe(in brief, place).ToVector512Unsafe()), 16).AsSingle();

    /// <summary>The fast form; where registers are narrower, the compiler makes two or four of each.</summary>
    /// <returns>The elements done: all that fill whole registers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int VectorPack(ReadOnlySpan<float> values, Span<ushort> brief)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(brief);
        var i = 0;
        for (; i <= values.Length - Vector512<ushort>.Count; i += Vector512<ushort>.Count)
            Vector512.Narrow(Rounded(in from, (nuint)i), Rounded(in from, (nuint)(i + Vector512<float>.Count))).StoreUnsafe(ref to, (nuint)i);
        return i;
    }

    /// <summary>The fast form.</summary>
    /// <returns>The elements done: all that fill whole registers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int VectorUnpack(ReadOnlySpan<ushort> brief, Span<float> values)
    {
        ref var from = ref MemoryMarshal.GetReference(brief);
        ref var to = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= brief.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            Load(in from, (nuint)i).StoreUnsafe(ref to, (nuint)i);
        return i;
    }

    /// <summary>Sixteen rounded floats, moved down to the lower halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rounded(ref readonly float values, nuint place)
    {
        var bits = Vector512.LoadUnsafe(in values, place).AsUInt32();
        var upper = Vector512.ShiftRightLogical(bits, 16);
        return Vector512.ShiftRightLogical(bits + Vector512.Create(0x7FFFu) + (upper & Vector512<uint>.One), 16);
    }
}
