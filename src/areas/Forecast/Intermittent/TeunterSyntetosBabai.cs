using Kirana.Data.Fitting;
using Kirana.Data.Series;

namespace Kirana.Forecast.Intermittent;

/// <summary>The method of Teunter, Syntetos and Babai: the size of a demand is smoothed when one comes, its probability with every step, so that the
/// forecast of a product that no longer sells sinks.</summary>
/// <remarks>
/// Teunter, Syntetos and Babai, "Intermittent demand: linking forecasting to inventory obsolescence", European Journal of Operational Research 214
/// (2011), equations 1 and 2: p ← p + β (1 − p) and z ← z + α (y − z) when y &gt; 0, p ← (1 − β) p when not; the forecast is p z.
/// By default α and β have the least squared one-step error between 0.02 and 0.3, to 0.004. O(n).
/// </remarks>
public sealed record TeunterSyntetosBabai : IBatchForecaster, IDemandRates
{
    /// <summary>The name.</summary>
    internal const string Method = "tsb";

    /// <summary>α, the weight of the newest demand in the size, above 0 and at most 1; by default the best.</summary>
    public double? SizeWeight { get; init; }

    /// <summary>β, the weight of the newest step in the probability, above 0 and at most 1; by default the best.</summary>
    public double? ProbabilityWeight { get; init; }

    /// <summary>The first size and probability; those of the whole series' mean by default.</summary>
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
        var method = RateMethods.TeunterSyntetosBabai with { SizeWeight = SizeWeight, RhythmWeight = ProbabilityWeight, Start = Start };
        method.Check(nameof(ProbabilityWeight));
        ArgumentNullException.ThrowIfNull(Prior);
        Prior.Check();
        return method;
    }
}
