using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>max(x, 0), 0 for NaN.</summary>
internal readonly struct Positive : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => x > 0 ? x : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.Select(TRegister.LessThan(TRegister.Broadcast(0), x), x, TRegister.Broadcast(0));
}
