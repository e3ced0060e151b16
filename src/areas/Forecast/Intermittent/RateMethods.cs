namespace Kirana.Forecast.Intermittent;

/// <summary>The methods of Croston's family with their defaults.</summary>
internal static class RateMethods
{
    /// <summary>Croston's.</summary>
    public static RateMethod Croston { get; } = new(Intermittent.Croston.Method, SmoothsProbability: false, 0, null, null, DemandStart.Mean);

    /// <summary>Syntetos and Boylan's.</summary>
    public static RateMethod SyntetosBoylan { get; } =
        new(Intermittent.SyntetosBoylan.Method, SmoothsProbability: false, 0.5, null, null, DemandStart.Mean);

    /// <summary>Teunter, Syntetos and Babai's.</summary>
    public static RateMethod TeunterSyntetosBabai { get; } =
        new(Intermittent.TeunterSyntetosBabai.Method, SmoothsProbability: true, 0, null, null, DemandStart.Mean);
}
