using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>½·x·(1 + y), of the tangent y of its argument the value of GELU.</summary>
internal readonly struct GeluValue : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => 0.5f * x * (1 + y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.Broadcast(0.5f) * x * (TRegister.Broadcast(1) + y);
}
