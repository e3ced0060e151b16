namespace Kirana.Forecast.Decomposition;

/// <summary>A series as the sum of its trend, its seasons and a remainder, each as long as the series.</summary>
/// <param name="Seasons">The seasons in steps, ascending.</param>
/// <param name="Trend">The trend.</param>
/// <param name="Seasonal">For each season what it adds at each step.</param>
/// <param name="Remainder">What is left.</param>
public sealed record SeasonalDecomposition(IReadOnlyList<int> Seasons, double[] Trend, double[][] Seasonal, double[] Remainder);
