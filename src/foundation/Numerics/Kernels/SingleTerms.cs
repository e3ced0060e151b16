namespace Kirana.Numerics.Kernels;

/// <summary>The constants of the elementary functions in float.</summary>
internal readonly struct SingleTerms : ITerms<float>
{
    public static float Round => 12582912f;

    public static float Log2OfE => 1.44269504f;

    /// <inheritdoc/>
    /// <remarks>15 significant bits.</remarks>
    public static float Ln2High => 0.693145751953125f;

    public static float Ln2Low => 1.42860682e-6f;

    public static float ExpMax => 90f;

    public static float ExpMin => -105f;

    public static float TanhMax => 10f;

    public static float TanhSmall => 0.6f;

    public static float SmallestNormal => 1.17549435e-38f;

    /// <summary>2²⁵.</summary>
    public static float Lift => 33554432f;

    public static float LiftExponent => 25f;

    public static float SqrtHalf => 0.70710678f;

    /// <summary>256 in the exponent's place.</summary>
    public static float LogBias => -0f;

    public static float Whole => 8388608f;

    public static float WholeAndBias => 8388608f + 256f;

    public static int FractionBits => 23;

    /// <inheritdoc/>
    /// <remarks>Truncated below 6e-9.</remarks>
    public static ReadOnlySpan<float> Exp => [1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2];

    /// <inheritdoc/>
    /// <remarks>Truncated below 3e-9.</remarks>
    public static ReadOnlySpan<float> Log => [2f / 9, 2f / 7, 2f / 5, 2f / 3];

    /// <inheritdoc/>
    /// <remarks>Cut off after 9: wrong by less than 6e-10 below <see cref="TanhSmall"/>.</remarks>
    public static ReadOnlySpan<float> TanhNumerator => [14, 315];

    public static ReadOnlySpan<float> TanhDenominator => [15, 420, 945];
}
