using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>√(2/π)·(x + 0.044715·x³), what GELU takes the hyperbolic tangent of.</summary>
internal readonly struct GeluArgument : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => Gelu.Scale * (x * float.FusedMultiplyAdd(Gelu.Cubic, x * x, 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.Broadcast(Gelu.Scale) * (x * TRegister.MultiplyAdd(TRegister.Broadcast(Gelu.Cubic), x * x, TRegister.Broadcast(1)));
}
