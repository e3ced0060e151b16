namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>The coordinates a search moves in: first states, then four numbers in a box.</summary>
/// <remarks>
/// In order: level, slope, seasonal states of phase 1 … m − 1 (that of phase 0 follows from their sum: 0, or m where they are factors), then
/// α, u, v, φ with β = β₀ + (α − β₀) u and γ = γ₀ + (1 − α − γ₀) v, where β₀ = γ₀ = <see cref="SmallestWeight"/>. So the usual region
/// β ≤ α, γ ≤ 1 − α is a box. The bounds are those of R's <c>ets</c>.
/// </remarks>
internal static class Coordinates
{
    public const double SmallestWeight = 1e-4;
    public const double LargestWeight = 0.9999;
    public const double SmallestPhi = 0.8;
    public const double LargestPhi = 0.98;

    /// <summary>α, u, v, φ.</summary>
    public const int Weights = 4;

    public static ReadOnlySpan<double> Lower => [SmallestWeight, 0, 0, SmallestPhi];

    public static ReadOnlySpan<double> Upper => [LargestWeight, 1, 1, LargestPhi];

    /// <summary>How many states are searched.</summary>
    /// <param name="season">Steps in one season, 1 for none.</param>
    public static int States(int season) => season + 1;

    /// <summary>How many coordinates there are.</summary>
    public static int Count(int season) => States(season) + Weights;

    public static double Beta(double alpha, double u) => SmallestWeight + (alpha - SmallestWeight) * u;

    public static double Gamma(double alpha, double v) => SmallestWeight + (1 - alpha - SmallestWeight) * v;
}
