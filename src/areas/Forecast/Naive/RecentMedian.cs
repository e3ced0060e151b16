using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Naive;

/// <summary>The median of the last observations carried on.</summary>
/// <remarks>Of all constants it has had the least absolute error. Of demand that is seldom it is zero: right more often than any other
/// number, but no base for sums or orders. O(n).</remarks>
public sealed record RecentMedian : IForecaster
{
    // Two years of months: enough to see rare demand, and few enough to follow its change.
    private const int FewestSteps = 24;

    private const int FewestObservations = 2;

    /// <summary>The steps looked at, at least 2; by default two seasons and at least 24.</summary>
    public int? Steps { get; init; }

    /// <inheritdoc/>
    public string Name => RecentMedianKind.Median;

    /// <inheritdoc/>
    /// <remarks>A missing observation does not count. The residuals are the distances to the median.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        if (Steps < FewestObservations)
            throw new ArgumentException($"Steps is {Steps}; it must be at least {FewestObservations}.");
        var first = (int)Math.Max(0, series.Length - (long)(Steps ?? Math.Max(FewestSteps, 2L * season)));
        double[] recent = [.. series.Values[first..].ToArray().Where(double.IsFinite)];
        if (recent.Length < FewestObservations)
        {
            var filled = new double[series.Length];
            GapFilling.Fill(series.Values, filled);
            return SeasonalNaive.Carry(series, filled, $"The last steps hold {recent.Length} of the {FewestObservations} observations a median needs, so the last value is carried on, or zero.");
        }

        var median = MedianModel.Median(recent);
        var residuals = Array.ConvertAll(series.Values.ToArray(), value => double.IsFinite(value) ? Magnitude.Finite(value - median) : double.NaN);
        return new ElementaryModel(new ModelState(Name, null, median, 0, 0, series.Length, []), residuals);
    }
}
