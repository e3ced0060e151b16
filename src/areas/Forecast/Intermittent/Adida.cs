using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>Aggregate–disaggregate: demand is smoothed in buckets about as long as the steps between demands, which hides most zeros, and spread evenly
/// over the steps of a bucket.</summary>
/// <remarks>
/// Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos, "An aggregate–disaggregate intermittent demand approach (ADIDA) to forecasting",
/// Journal of the Operational Research Society 62 (2011): non-overlapping buckets that end where the series ends, simple exponential smoothing, equal
/// weights. The bucket has the mean interval between demands, to the nearest whole number of steps, but leaves three buckets. The smoothing
/// begins at the mean; its weight has the least squared one-step error between 0.02 and 0.3, to 0.004, unless it is given. O(n).
/// </remarks>
public sealed record Adida : IBatchForecaster, IDemandRates
{
    /// <summary>The name.</summary>
    internal const string Method = "adida";

    /// <summary>The weight of the newest bucket, above 0 and at most 1; by default the best.</summary>
    public double? Alpha { get; init; }

    /// <summary>What is believed of the probability of demand beforehand, for the quantiles; <see cref="DemandPrior.Usual"/> by default.</summary>
    public DemandPrior Prior { get; init; } = DemandPrior.Usual;

    /// <inheritdoc/>
    public string Name => Method;

    /// <inheritdoc/>
    /// <remarks>A bucket is the mean of what was observed in it; an observation below zero counts as no demand. Fewer than three observations are
    /// carried on.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => Checked().Fit(series, season, context);

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        Checked().FitMany(series, season, context);

    /// <inheritdoc/>
    public void Rates(ReadOnlyMemory<double> values, int steps, Memory<double> rates, FitContext context) =>
        Checked().Rates(values, steps, rates, context);

    private BucketFits Checked()
    {
        if (Alpha is not (null or (> 0 and <= 1)))
            throw new ArgumentException($"Alpha is {Alpha}; it must be above 0 and at most 1.");
        ArgumentNullException.ThrowIfNull(Prior);
        Prior.Check();
        return new BucketFits(Method, Alpha, EveryLevel: false, Prior);
    }
}
