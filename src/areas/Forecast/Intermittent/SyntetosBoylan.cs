using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>The Syntetos–Boylan approximation: <see cref="Croston"/>'s method without its bias.</summary>
/// <remarks>
/// Syntetos and Boylan, "The accuracy of intermittent demand estimates", International Journal of Forecasting 21 (2005), equation 4: the forecast is
/// (1 − β / 2) z / p, z and p as in <see cref="Croston"/>. Where every step has had demand the intervals do not vary, the ratio has no bias and is
/// left as it is.
/// By default α and β have the least squared one-step error between 0.02 and 0.3, to 0.004. O(n).
/// </remarks>
public sealed record SyntetosBoylan : IBatchForecaster, IDemandRates
{
    /// <summary>The name.</summary>
    internal const string Method = "sba";

    /// <summary>α, the weight of the newest demand in the size, above 0 and at most 1; by default the best.</summary>
    public double? SizeWeight { get; init; }

    /// <summary>β, the weight of the newest interval in the interval, above 0 and at most 1; by default the best.</summary>
    public double? IntervalWeight { get; init; }

    /// <summary>The first size and interval; those of the whole series' mean by default.</summary>
    public DemandStart Start { get; init; }

    /// <summary>What is believed of the probability of demand beforehand, for the quantiles; <see cref="DemandPrior.Usual"/> by default.</summary>
    public DemandPrior Prior { get; init; } = DemandPrior.Usual;

    /// <inheritdoc/>
    public string Name => Method;

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
        var method = RateMethods.SyntetosBoylan with { SizeWeight = SizeWeight, RhythmWeight = IntervalWeight, Start = Start };
        method.Check(nameof(IntervalWeight));
        ArgumentNullException.ThrowIfNull(Prior);
        Prior.Check();
        return method;
    }
}
