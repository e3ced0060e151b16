namespace Kirana.Numerics.Kernels;

/// <summary>The constants of the elementary functions in double.</summary>
internal readonly struct DoubleTerms : ITerms<double>
{
    public static double Round => 6755399441055744.0;

    public static double Log2OfE => 1.4426950408889634;

    /// <inheritdoc/>
    /// <remarks>32 significant bits.</remarks>
    public static double Ln2High => 0.69314718036912382;

    public static double Ln2Low => 1.9082149292705878e-10;

    public static double ExpMax => 720.0;

    public static double ExpMin => -750.0;

    public static double TanhMax => 20.0;

    public static double TanhSmall => 0.6;

    public static double SmallestNormal => 2.2250738585072014e-308;

    /// <summary>2⁵⁴.</summary>
    public static double Lift => 18014398509481984.0;

    public static double LiftExponent => 54.0;

    public static double SqrtHalf => 0.70710678118654757;

    /// <summary>1024 in the exponent's place.</summary>
    public static double LogBias => 2.0;

    public static double Whole => 4503599627370496.0;

    public static double WholeAndBias => 4503599627370496.0 + 1024.0;

    public static int FractionBits => 52;

    /// <inheritdoc/>
    /// <remarks>Truncated below 5e-18.</remarks>
    public static ReadOnlySpan<double> Exp =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
        1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 1.0 / 2,
    ];

    /// <inheritdoc/>
    /// <remarks>Truncated below 2e-18.</remarks>
    public static ReadOnlySpan<double> Log =>
        [2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3];

    /// <inheritdoc/>
    /// <remarks>Cut off after 15: wrong by less than 4e-18 below <see cref="TanhSmall"/>.</remarks>
    public static ReadOnlySpan<double> TanhNumerator => [1, 594, 45045, 675675];

    public static ReadOnlySpan<double> TanhDenominator => [1, 630, 51975, 945945, 2027025];
}
