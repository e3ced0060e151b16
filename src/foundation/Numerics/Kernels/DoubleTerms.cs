namespace Kirana.Numerics.Kernels;

/// <summary>The constants of the elementary functions in double.</summary>
internal static class DoubleTerms
{
    /// <summary>1.5·2⁵²: adding it rounds to a whole number, which then stands in the lowest bits.</summary>
    public const double Round = 6755399441055744.0;

    public const double Log2OfE = 1.4426950408889634;

    /// <summary>ln 2 in two parts; the upper has 32 bits, so its product with an exponent is exact.</summary>
    public const double Ln2High = 0.693147180369123816490;

    public const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Beyond these limits eˣ is +∞ or 0 for certain, and within them the exponent arithmetic cannot overflow.</summary>
    public const double ExpMax = 720.0;

    public const double ExpMin = -750.0;

    /// <summary>From here on tanh rounds to 1.</summary>
    public const double TanhMax = 20.0;

    /// <summary>Below this tanh is x minus a fraction, and above it 1 minus one.</summary>
    public const double TanhSmall = 0.6;

    public const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>2⁵⁴, which makes every subnormal number normal.</summary>
    public const double Lift = 18014398509481984.0;

    public const double LiftExponent = 54.0;

    /// <summary>The bit pattern of √½, below which a significand is doubled.</summary>
    public const long SqrtHalfBits = 0x3FE6A09E667F3BCD;

    public const long OneBits = 0x3FF0000000000000;

    public const int FractionBits = 52;

    /// <summary>1/k! for k = 13 … 2: the series of (eʳ − 1 − r)/r², |r| ≤ ½ ln 2, from its highest term; truncated below 5e-18.</summary>
    public static ReadOnlySpan<double> Exp =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <summary>2/(2k + 1) for k = 10 … 1: the series of (ln((1 + s)/(1 − s)) − 2s)/s³ in s², |s| ≤ 0.1716; truncated below 2e-18.</summary>
    public static ReadOnlySpan<double> Log =>
        [2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3];

    /// <summary>As <see cref="SingleTerms.TanhNumerator"/>, cut off after 15; wrong by less than 4e-18.</summary>
    public static ReadOnlySpan<double> TanhNumerator => [1, 594, 45045, 675675];

    /// <summary>P(x²) + x²·Q(x²) of <see cref="TanhNumerator"/>.</summary>
    public static ReadOnlySpan<double> TanhDenominator => [1, 630, 51975, 945945, 2027025];
}
