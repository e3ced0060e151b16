using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Kernels;

/// <summary>Room for one block of virtual lanes: the last elements of a vector, padded with zeros.</summary>
[InlineArray(VirtualLanes.Most)]
internal struct Tail<T> where T : unmanaged
{
    private T _first;

    /// <summary>Copies fewer elements than a block has over the first zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(ref readonly T elements, nint count)
    {
        // So few that a call of the general copy would cost more.
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref _first, i) = Unsafe.Add(ref Unsafe.AsRef(in elements), i);
    }
}
