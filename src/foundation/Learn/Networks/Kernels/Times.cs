using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>x·y.</summary>
internal readonly struct Times : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => x * y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        x * y;
}
