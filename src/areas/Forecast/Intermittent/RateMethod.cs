namespace Kirana.Forecast.Intermittent;

/// <summary>A method of Croston's family: what all of them share in figures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SmoothsProbability">Whether the probability of demand is smoothed; else the interval between demands.</param>
/// <param name="Correction">The share of the interval's weight by which the ratio is lessened: ½ after Syntetos and Boylan, else 0.</param>
/// <param name="SizeWeight">α, or <see langword="null"/> for the best.</param>
/// <param name="RhythmWeight">β, or <see langword="null"/> for the best.</param>
/// <param name="Start">The first states.</param>
internal readonly record struct RateMethod(
    string Name, bool SmoothsProbability, double Correction, double? SizeWeight, double? RhythmWeight, DemandStart Start)
{
    /// <summary>The smallest weight that is looked at.</summary>
    public const double SmallestWeight = 0.02;

    /// <summary>The largest.</summary>
    public const double LargestWeight = 0.3;

    /// <summary>Whether nothing is to be looked for.</summary>
    public bool IsFixed => SizeWeight is not null && RhythmWeight is not null;

    /// <summary>The demand expected in one step.</summary>
    public double Rate(double size, double rhythm, double rhythmWeight) =>
        SmoothsProbability ? size * rhythm : size * ((rhythm > 1 ? 1 - Correction * rhythmWeight : 1) / rhythm);

    /// <exception cref="ArgumentException">An option is out of its range; every fault is named.</exception>
    public void Check(string rhythmName)
    {
        var faults = new List<string>();
        if (SizeWeight is not (null or (> 0 and <= 1)))
            faults.Add($"SizeWeight is {SizeWeight}; it must be above 0 and at most 1.");
        if (RhythmWeight is not (null or (> 0 and <= 1)))
            faults.Add($"{rhythmName} is {RhythmWeight}; it must be above 0 and at most 1.");
        if (!Enum.IsDefined(Start))
            faults.Add($"Start is {Start}; it must be {DemandStart.Mean} or {DemandStart.First}.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
