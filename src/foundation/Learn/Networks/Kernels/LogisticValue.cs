using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>1 / (1 + x), of x = e⁻ᶻ the logistic function of z.</summary>
internal readonly struct LogisticValue : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => 1 / (1 + x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.Broadcast(1) / (TRegister.Broadcast(1) + x);
}
