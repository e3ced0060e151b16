namespace Kirana.Numerics.Kernels;

/// <summary>The constants of the elementary functions in float.</summary>
internal static class SingleTerms
{
    /// <summary>1.5·2²³: adding it rounds to a whole number, which then stands in the lowest bits.</summary>
    public const float Round = 12582912f;

    public const float Log2OfE = 1.44269504f;

    /// <summary>ln 2 in two parts; the upper has 15 bits, so its product with an exponent is exact.</summary>
    public const float Ln2High = 0.693145751953125f;

    public const float Ln2Low = 1.42860682e-6f;

    /// <summary>Beyond these limits eˣ is +∞ or 0 for certain, and within them the exponent arithmetic cannot overflow.</summary>
    public const float ExpMax = 90f;

    public const float ExpMin = -105f;

    /// <summary>From here on tanh rounds to 1.</summary>
    public const float TanhMax = 10f;

    /// <summary>Below this tanh is x minus a fraction, and above it 1 minus one.</summary>
    public const float TanhSmall = 0.6f;

    public const float SmallestNormal = 1.17549435e-38f;

    /// <summary>2²⁵, which makes every subnormal number normal.</summary>
    public const float Lift = 33554432f;

    public const float LiftExponent = 25f;

    /// <summary>The bit pattern of √½, below which a significand is doubled.</summary>
    public const int SqrtHalfBits = 0x3F3504F3;

    public const int OneBits = 0x3F800000;

    public const int FractionBits = 23;

    /// <summary>1/k! for k = 7 … 2: the series of (eʳ − 1 − r)/r², |r| ≤ ½ ln 2, from its highest term; truncated below 6e-9.</summary>
    public static ReadOnlySpan<float> Exp => [1f / 5040, 1f / 720, 1f / 120, 1f / 24, 1f / 6, 1f / 2];

    /// <summary>2/(2k + 1) for k = 4 … 1: the series of (ln((1 + s)/(1 − s)) − 2s)/s³ in s², |s| ≤ 0.1716; truncated below 3e-9.</summary>
    public static ReadOnlySpan<float> Log => [2f / 9, 2f / 7, 2f / 5, 2f / 3];

    /// <summary>Q of tanh x = x − x³·Q(x²)/(P(x²) + x²·Q(x²)): Lambert's continued fraction x/(1 + x²/(3 + x²/(5 + …))) cut off after 9;
    /// wrong by less than 6e-10 below <see cref="TanhSmall"/>.</summary>
    public static ReadOnlySpan<float> TanhNumerator => [14, 315];

    /// <summary>P(x²) + x²·Q(x²) of <see cref="TanhNumerator"/>.</summary>
    public static ReadOnlySpan<float> TanhDenominator => [15, 420, 945];
}
