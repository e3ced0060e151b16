namespace Kirana.Forecast.Intermittent;

/// <summary>The method of Teunter, Syntetos and Babai: the size of a demand is smoothed when one comes, its probability with every step, so that the
/// forecast of a product that no longer sells sinks.</summary>
/// <remarks>
/// Teunter, Syntetos and Babai, "Intermittent demand: linking forecasting to inventory obsolescence", European Journal of Operational Research 214
/// (2011), equations 1 and 2: p ← p + β (1 − p) and z ← z + α (y − z) when y &gt; 0, p ← (1 − β) p when not; the forecast is p z.
/// By default α and β have the least squared one-step error between 0.02 and 0.3, to 0.004. O(n).
/// </remarks>
public sealed record TeunterSyntetosBabai : CrostonFamily, IRateMethod
{
    /// <summary>The name.</summary>
    internal const string Method = "tsb";

    /// <summary>β, the weight of the newest step in the probability, above 0 and at most 1; by default the best.</summary>
    public double? ProbabilityWeight { get; init; }

    static RateMethod IRateMethod.Usual => RateMethods.TeunterSyntetosBabai;

    private protected override RateMethod Usual => RateMethods.TeunterSyntetosBabai;

    private protected override (string Name, double? Weight) Rhythm => (nameof(ProbabilityWeight), ProbabilityWeight);
}
