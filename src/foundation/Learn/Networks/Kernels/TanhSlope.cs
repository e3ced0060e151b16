using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>y·(1 − x²): a derivative through tanh, whose value x is.</summary>
internal readonly struct TanhSlope : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => y * float.FusedMultiplyAdd(-x, x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        y * TRegister.MultiplyAdd(TRegister.Broadcast(0) - x, x, TRegister.Broadcast(1));
}
