using Kirana.Data.Series;

namespace Kirana.Forecast.Demand;

/// <summary>What would have been sold had nothing been out of stock.</summary>
/// <param name="Series">For each step the demand: what was sold where stock lasted, its expectation given what was sold where it did not; NaN
/// where nothing is known. Any learner can be fitted to it.</param>
/// <param name="Expected">For each step the mean μ of demand before it is known what was sold; NaN where sales were left as they are.</param>
/// <param name="Dispersion">φ of the variance μ + φμ²; 0 is Poisson.</param>
/// <param name="Iterations">The rounds taken.</param>
/// <param name="Converged">Whether the last round changed next to nothing.</param>
/// <param name="Fallback">Why sales were left as they are or less was assumed of demand, or <see langword="null"/>.</param>
public sealed record UnconstrainedDemand(
    TimeSeries Series, double[] Expected, double Dispersion, int Iterations, bool Converged, string? Fallback);
