using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>share·x + (1 − share)·y²: a running mean of squares.</summary>
internal readonly struct SquareMean(float share) : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => float.FusedMultiplyAdd(share, x, (1 - share) * (y * y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.MultiplyAdd(TRegister.Broadcast(share), x, TRegister.Broadcast(1 - share) * (y * y));
}
