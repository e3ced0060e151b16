using Kirana.Data.Series;

namespace Kirana.Forecast;

/// <summary>What is expected of one series: means and quantiles for each step of the horizon.</summary>
/// <param name="Key">The series' key.</param>
/// <param name="Axis">The first step of the horizon and its length.</param>
/// <param name="Model">The kind of model that speaks.</param>
/// <param name="Fallback">Why a simpler model speaks than was asked for, or <see langword="null"/>.</param>
/// <param name="Mean">The expected value of each step.</param>
/// <param name="Levels">The quantiles' probabilities, ascending, between 0 and 1.</param>
/// <param name="Quantiles">For each level the value of each step; never crossing.</param>
public sealed record SeriesForecast(
    string Key, TimeAxis Axis, string Model, string? Fallback, double[] Mean, double[] Levels, double[][] Quantiles)
{
    /// <summary>The number of steps.</summary>
    public int Horizon => Mean.Length;
}
