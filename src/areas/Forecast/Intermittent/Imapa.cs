using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>Demand smoothed in buckets of one step, of two, and so on to about the steps between demands; the forecast is the mean of all levels.</summary>
/// <remarks>
/// Petropoulos and Kourentzes, "Forecast combinations for intermittent demand", Journal of the Operational Research Society 66 (2015): the intermittent
/// multiple aggregation prediction algorithm. Every level is what <see cref="Adida"/> has at one. The smoothing
/// begins at the mean; its weight has the least squared one-step error between 0.02 and 0.3, to 0.004, unless it is given. O(n log n).
/// </remarks>
public sealed record Imapa : IBatchForecaster, IDemandRates
{
    /// <summary>The name.</summary>
    internal const string Method = "imapa";

    /// <summary>The weight of the newest bucket, above 0 and at most 1; by default the best at each level.</summary>
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
        return new BucketFits(Method, Alpha, EveryLevel: true, Prior);
    }
}
