using Kirana.Learn.Networks.Kernels;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks;

/// <summary>The values of <see cref="Activation"/> and derivatives through them.</summary>
internal static class ActivationFunction
{
    /// <summary>Whether the derivative needs the sums z besides the values f(z).</summary>
    public static bool NeedsSums(Activation activation) => activation == Activation.Gelu;

    /// <summary>values ← f(sums).</summary>
    /// <param name="activation">f.</param>
    /// <param name="sums">z.</param>
    /// <param name="values">Takes as many values; may be the memory of the sums unless <see cref="NeedsSums"/>.</param>
    public static void Apply(Activation activation, ReadOnlySpan<float> sums, Span<float> values)
    {
        switch (activation)
        {
            case Activation.Relu:
                Elements.Map(default(Positive), sums, sums, values);
                break;
            case Activation.Gelu:
                Elements.Map(default(GeluArgument), sums, sums, values);
                Elementary.Tanh(values, values);
                Elements.Map(default(GeluValue), sums, values, values);
                break;
            case Activation.Tanh:
                Elementary.Tanh(sums, values);
                break;
            default:
                Elements.Map(default(Negative), sums, sums, values);
                Elementary.Exp(values, values);
                Elements.Map(default(LogisticValue), values, values, values);
                break;
        }
    }

    /// <summary>deltas ← deltas ⊙ f′(sums).</summary>
    /// <param name="activation">f.</param>
    /// <param name="sums">z; their memory is used up.</param>
    /// <param name="values">f(z).</param>
    /// <param name="deltas">The derivatives of the loss by the values, which become those by the sums.</param>
    public static void Slope(Activation activation, Span<float> sums, ReadOnlySpan<float> values, Span<float> deltas)
    {
        switch (activation)
        {
            case Activation.Relu:
                Elements.Map(default(PositiveSlope), values, deltas, deltas);
                break;
            case Activation.Gelu:
                Span<float> tangents = stackalloc float[Math.Min(sums.Length, PieceSize)];
                for (var start = 0; start < sums.Length; start += PieceSize)
                {
                    var own = sums.Slice(start, Math.Min(PieceSize, sums.Length - start));
                    var piece = tangents[..own.Length];
                    Elements.Map(default(GeluArgument), own, own, piece);
                    Elementary.Tanh(piece, piece);
                    Elements.Map(default(GeluSlope), own, piece, own);
                }

                Elements.Map(default(Times), sums, deltas, deltas);
                break;
            case Activation.Tanh:
                Elements.Map(default(TanhSlope), values, deltas, deltas);
                break;
            default:
                Elements.Map(default(LogisticSlope), values, deltas, deltas);
                break;
        }
    }

    private const int PieceSize = 1024;
}
