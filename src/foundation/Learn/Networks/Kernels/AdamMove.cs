using System.Runtime.CompilerServices;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>rate·x / (scale·√y + ε): a step of Adam of the running means x of derivatives and y of their squares.</summary>
internal readonly struct AdamMove(float rate, float scale, float epsilon) : IElementMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Of(float x, float y) => rate * x / float.FusedMultiplyAdd(scale, MathF.Sqrt(y), epsilon);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float> =>
        TRegister.Broadcast(rate) * x / TRegister.MultiplyAdd(TRegister.Broadcast(scale), TRegister.SquareRoot(y), TRegister.Broadcast(epsilon));
}
