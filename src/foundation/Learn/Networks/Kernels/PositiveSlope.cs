using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>y where x is above 0, else 0.</summary>
internal readonly struct PositiveSlope : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => x > 0 ? y : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.Select(TRegister.LessThan(TRegister.Broadcast(0), x), y, TRegister.Broadcast(0));
}
