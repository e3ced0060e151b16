using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>What <see cref="Croston"/>'s method and its successors share: the size of a demand and the rhythm of demand are smoothed apart.</summary>
public abstract record CrostonFamily : IBatchForecaster, IDemandRates
{
    private protected CrostonFamily()
    {
    }

    /// <summary>α, the weight of the newest demand in the size, above 0 and at most 1; by default the best.</summary>
    public double? SizeWeight { get; init; }

    /// <summary>The first size and rhythm; those of the whole series' mean by default.</summary>
    public DemandStart Start { get; init; }

    /// <summary>What is believed of the probability of demand beforehand, for the quantiles; <see cref="DemandPrior.Usual"/> by default.</summary>
    public DemandPrior Prior { get; init; } = DemandPrior.Usual;

    /// <inheritdoc/>
    public string Name => Usual.Name;

    /// <summary>The method with its defaults.</summary>
    private protected abstract RateMethod Usual { get; }

    /// <summary>The option that is β: its name and value.</summary>
    private protected abstract (string Name, double? Weight) Rhythm { get; }

    /// <inheritdoc/>
    /// <remarks>A missing observation moves nothing; one below zero counts as no demand. Fewer than three observations are carried on.</remarks>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context) => RateFits.Fit(Checked(), Prior, series, season, context);

    /// <inheritdoc/>
    public IReadOnlyList<IForecastModel> FitMany(IReadOnlyList<TimeSeries> series, int season, FitContext context) =>
        RateFits.FitMany(Checked(), Prior, series, season, context);

    /// <inheritdoc/>
    public void Rates(ReadOnlyMemory<double> values, int steps, Memory<double> rates, FitContext context) =>
        RateFits.Rates(Checked(), values, steps, rates, context);

    private RateMethod Checked()
    {
        var method = Usual with { SizeWeight = SizeWeight, RhythmWeight = Rhythm.Weight, Start = Start };
        method.Check(Rhythm.Name);
        ArgumentNullException.ThrowIfNull(Prior);
        Prior.Check();
        return method;
    }
}
