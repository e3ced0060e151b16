using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>Room for one block of virtual lanes, for vectors shorter than that. Begins as zeros.</summary>
[InlineArray(VirtualLanes.Most)]
internal struct Tail<T> where T : unmanaged
{
    private T _first;

    /// <summary>Copies elements to the last places of a block.</summary>
    /// <param name="elements">The first element.</param>
    /// <param name="count">How many, at most <paramref name="lanes"/>.</param>
    /// <param name="lanes">The length of the block.</param>
    /// <returns>The first place of the block.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Fill(ref readonly T elements, nint count, nint lanes)
    {
        // So few that a call of the general copy would cost more.
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref _first, lanes - count + i) = Unsafe.Add(ref Unsafe.AsRef(in elements), i);
        return ref _first;
    }
}
