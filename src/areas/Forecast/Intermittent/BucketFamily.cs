using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>What <see cref="Adida"/> and <see cref="Imapa"/> share: demand is smoothed in buckets of steps.</summary>
public abstract record BucketFamily : IBatchForecaster, IDemandRates
{
    private protected BucketFamily()
    {
    }

    /// <summary>The weight of the newest bucket, above 0 and at most 1; by default the best for each size of buckets.</summary>
    public double? Alpha { get; init; }

    /// <summary>What is believed of the probability of demand beforehand, for the quantiles; <see cref="DemandPrior.Usual"/> by default.</summary>
    public DemandPrior Prior { get; init; } = DemandPrior.Usual;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Whether all sizes of buckets up to the series' own are smoothed; else its own alone.</summary>
    private protected abstract bool EveryLevel { get; }

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
        return new BucketFits(Name, Alpha, EveryLevel, Prior);
    }
}
