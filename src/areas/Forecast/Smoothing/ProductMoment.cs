namespace Kirana.Forecast.Smoothing;

/// <summary>First and second moments of level and slope times one seasonal factor: E xs and E xxᵀs², x = (ℓ, b).</summary>
/// <remarks>A step is x ← Fx + gqε with F = (1 φ; 0 φ), g = (α, β), q = ℓ + φb; the factor whose phase it is becomes s (1 + γε). With
/// Gaussian ε, Eε⁴ = 3σ⁴, the moments follow exactly.</remarks>
internal readonly record struct ProductMoment(double Level, double Slope, double LevelLevel, double LevelSlope, double SlopeSlope)
{
    public static ProductMoment Of(double level, double slope, double factor) => new(
        level * factor, slope * factor, level * level * factor * factor, level * slope * factor * factor, slope * slope * factor * factor);

    /// <summary>E qs.</summary>
    public double Mean(SmoothingParameters given) => Level + given.Phi * Slope;

    /// <summary>E q²s².</summary>
    public double Square(SmoothingParameters given) => LevelLevel + given.Phi * (2 * LevelSlope + given.Phi * SlopeSlope);

    /// <summary>The moments one step later.</summary>
    /// <param name="given">The weights.</param>
    /// <param name="variance">σ².</param>
    /// <param name="shocked">Whether the factor's phase was that of the step.</param>
    public ProductMoment Next(SmoothingParameters given, double variance, bool shocked)
    {
        var (alpha, beta, phi) = (given.Alpha, given.Beta, given.Phi);
        var gamma = shocked ? given.Gamma : 0;
        var (mean, square) = (Mean(given), Square(given));
        // FPFᵀ, and FPw = E x'qs² of the step without a shock, where w = (1, φ).
        var cross = phi * (LevelSlope + phi * SlopeSlope);
        var (ll, lb, bb) = (square, cross, phi * phi * SlopeSlope);
        var (keep, mix, shock) = (1 + gamma * gamma * variance, 2 * gamma * variance, variance + 3 * gamma * gamma * variance * variance);
        return new ProductMoment(
            mean + gamma * variance * alpha * mean,
            phi * Slope + gamma * variance * beta * mean,
            keep * ll + 2 * mix * alpha * square + shock * alpha * alpha * square,
            keep * lb + mix * (beta * square + alpha * cross) + shock * alpha * beta * square,
            keep * bb + 2 * mix * beta * cross + shock * beta * beta * square);
    }
}
