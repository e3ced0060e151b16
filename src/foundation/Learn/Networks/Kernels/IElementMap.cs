using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks.Kernels;

/// <summary>A function of two numbers that <see cref="Elements"/> applies to each pair of elements.</summary>
/// <remarks>Both forms do the same operations, each rounded once, in the same order: they are equal to the bit.</remarks>
internal interface IElementMap
{
    /// <summary>The plain form.</summary>
    float Of(float x, float y);

    /// <summary>The form for a register.</summary>
    TRegister Of<TRegister>(TRegister x, TRegister y) where TRegister : struct, IRegister<TRegister, float>;
}
