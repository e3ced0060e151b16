using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>½(1 + y) + ½·x·(1 − y²)·√(2/π)·(1 + 3·0.044715·x²), of the tangent y of its argument the derivative of GELU.</summary>
internal readonly struct GeluSlope : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y)
    {
        var inner = Gelu.Scale * float.FusedMultiplyAdd(3 * Gelu.Cubic, x * x, 1);
        var outer = 0.5f * x * float.FusedMultiplyAdd(-y, y, 1);
        return float.FusedMultiplyAdd(outer, inner, 0.5f * (1 + y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float>
    {
        var (half, one) = (TRegister.Broadcast(0.5f), TRegister.Broadcast(1));
        var inner = TRegister.Broadcast(Gelu.Scale) * TRegister.MultiplyAdd(TRegister.Broadcast(3 * Gelu.Cubic), x * x, one);
        var outer = half * x * TRegister.MultiplyAdd(TRegister.Broadcast(0) - y, y, one);
        return TRegister.MultiplyAdd(outer, inner, half * (one + y));
    }
}
