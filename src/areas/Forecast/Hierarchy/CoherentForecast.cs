namespace Kirana.Forecast.Hierarchy;

/// <summary>What is expected of all series of a hierarchy: means that add up, and quantiles of paths that do.</summary>
/// <param name="Hierarchy">The series.</param>
/// <param name="Mean">The reconciled point forecasts, (series × steps).</param>
/// <param name="Levels">The quantiles' probabilities, ascending.</param>
/// <param name="Quantiles">For each level its values, (series × steps); never crossing. Quantiles do not add up: sums of risks are not the risk
/// of the sum.</param>
public sealed record CoherentForecast(SeriesHierarchy Hierarchy, SeriesMatrix Mean, IReadOnlyList<double> Levels, IReadOnlyList<SeriesMatrix> Quantiles);
