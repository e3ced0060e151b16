namespace Kirana.Forecast.Intermittent;

/// <summary>The Syntetos–Boylan approximation: <see cref="Croston"/>'s method without its bias.</summary>
/// <remarks>
/// Syntetos and Boylan, "The accuracy of intermittent demand estimates", International Journal of Forecasting 21 (2005), equation 4: the forecast is
/// (1 − β / 2) z / p, z and p as in <see cref="Croston"/>. Where every step has had demand the intervals do not vary, the ratio has no bias and is
/// left as it is.
/// By default α and β have the least squared one-step error between 0.02 and 0.3, to 0.004. O(n).
/// </remarks>
public sealed record SyntetosBoylan : CrostonFamily, IRateMethod
{
    /// <summary>The name.</summary>
    internal const string Method = "sba";

    /// <summary>β, the weight of the newest interval in the interval, above 0 and at most 1; by default the best.</summary>
    public double? IntervalWeight { get; init; }

    static RateMethod IRateMethod.Usual => RateMethods.SyntetosBoylan;

    private protected override RateMethod Usual => RateMethods.SyntetosBoylan;

    private protected override (string Name, double? Weight) Rhythm => (nameof(IntervalWeight), IntervalWeight);
}
