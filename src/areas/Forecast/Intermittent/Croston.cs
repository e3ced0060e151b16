namespace Kirana.Forecast.Intermittent;

/// <summary>Croston's method: the size of a demand and the interval between demands are smoothed apart, each when a demand comes; the forecast is
/// their ratio.</summary>
/// <remarks>
/// Croston, "Forecasting and stock control for intermittent demands", Operational Research Quarterly 23 (1972): with q the steps since the
/// demand before, when y &gt; 0: z ← z + α (y − z), p ← p + β (q − p); the forecast is z / p. It is biased upwards by about β / 2, which
/// <see cref="SyntetosBoylan"/> takes away. Croston's α serves both; two weights are Schultz's (1987).
/// By default α and β have the least squared one-step error between 0.02 and 0.3, to 0.004. O(n).
/// </remarks>
public sealed record Croston : CrostonFamily, IRateMethod
{
    /// <summary>The name.</summary>
    internal const string Method = "croston";

    /// <summary>β, the weight of the newest interval in the interval, above 0 and at most 1; by default the best.</summary>
    public double? IntervalWeight { get; init; }

    static RateMethod IRateMethod.Usual => RateMethods.Croston;

    private protected override RateMethod Usual => RateMethods.Croston;

    private protected override (string Name, double? Weight) Rhythm => (nameof(IntervalWeight), IntervalWeight);
}
