namespace Kirana.Numerics.Kernels;

/// <summary>Finds among rough inner products the few whose true value may reach a threshold.</summary>
/// <remarks>A product p of row i is worth vᵢ = p·sᵢ, and the true value lies within a·lᵢ + b·eᵢ of it; the row is a contender if
/// vᵢ + a·lᵢ + b·eᵢ reaches the threshold. The bound is two fused multiply-adds on v, so the bits do not depend on the register width.</remarks>
public static partial class Contenders
{
    /// <summary>Finds the contenders.</summary>
    /// <param name="products">The products, exact in float below 2²⁴.</param>
    /// <param name="scales">s, beside the products.</param>
    /// <param name="lengths">l, beside the products.</param>
    /// <param name="errors">e, beside the products.</param>
    /// <param name="perLength">a.</param>
    /// <param name="perError">b.</param>
    /// <param name="threshold">The threshold; −∞ lets all contend whose bound is a number.</param>
    /// <param name="places">Takes the contenders' places, ascending; as long as the products.</param>
    /// <param name="values">Takes their v; as long.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Find(
        ReadOnlySpan<int> products, ReadOnlySpan<float> scales, ReadOnlySpan<float> lengths, ReadOnlySpan<float> errors,
        float perLength, float perError, float threshold, Span<int> places, Span<float> values)
    {
        Shapes.Equal(products.Length, scales.Length, nameof(scales));
        Shapes.Equal(products.Length, lengths.Length, nameof(lengths));
        Shapes.Equal(products.Length, errors.Length, nameof(errors));
        Shapes.Equal(products.Length, places.Length, nameof(places));
        Shapes.Equal(products.Length, values.Length, nameof(values));
        return Simd.Width == SimdWidth.Scalar
            ? Scalar(products, scales, lengths, errors, perLength, perError, threshold, places, values, start: 0, found: 0)
            : Vector(products, scales, lengths, errors, perLength, perError, threshold, places, values);
    }
}
