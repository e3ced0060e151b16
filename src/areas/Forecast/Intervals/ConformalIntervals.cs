namespace Kirana.Forecast.Intervals;

/// <summary>How the spread around a forecast is found: from the errors the learner made in the series' own past.</summary>
/// <remarks>
/// From several origins in the past the learner is fitted again and forecasts what is known by now. Its signed errors, in units of what the
/// series moved by until that origin, are pooled over series alike, and their finite-sample quantiles at each step are the quantiles of the
/// forecast, in units of what the series moves by now: a series that grows has small errors behind it and large ones before it. An error
/// counts half for every horizon that its origin lies back (conformal prediction beyond exchangeability; Barber, Candès, Ramdas and
/// Tibshirani 2023). It is scaled by what the series' other windows say, so that it stands to its scale as a future error will. A series
/// with enough windows of its own to reach the outermost levels speaks for itself. Windows lie apart by steps that share no factor with the
/// season: otherwise every one would meet the same phase.
/// </remarks>
public sealed record ConformalIntervals
{
    /// <summary>The levels calibrated by default.</summary>
    public static IReadOnlyList<double> DefaultLevels { get; } = [0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975];

    /// <summary>The most origins in a series' past, 1 to 1,000; 10 by default.</summary>
    public int Windows { get; init; } = 10;

    /// <summary>The levels of the quantiles, ascending, in (0, 1); others between them are interpolated.</summary>
    public IReadOnlyList<double> Levels { get; init; } = DefaultLevels;

    /// <summary>The most series whose errors are pooled, at least 1; 1,000 by default. They are spread evenly over the batch;
    /// rare kinds of demand have more than their share, at most as many again in all.</summary>
    public int PooledSeries { get; init; } = 1000;

    /// <summary>Whether each series' own past also says how large its errors are, which costs a fit for every window; by default in batches of
    /// at most 20,000 series. Otherwise series that are not pooled have the errors typical of their kind, in units of what each moves by.</summary>
    public bool? EachSeries { get; init; }

    /// <summary>Whether in a batch of so many series each is looked at.</summary>
    internal bool LooksAtEach(int count) => EachSeries ?? count <= 20_000;

    /// <summary>Windows a series needs to be calibrated by itself: enough for the finite-sample quantile of the outermost level.</summary>
    internal int OwnWindows
    {
        get
        {
            var outermost = Math.Max(Levels[^1], 1 - Levels[0]);
            return (int)Math.Ceiling(outermost / (1 - outermost) - 1e-9);
        }
    }

    /// <exception cref="ArgumentException">An option is out of its range; every fault is named.</exception>
    internal void Check()
    {
        var faults = new List<string>();
        if (Windows is < 1 or > 1000)
            faults.Add($"Windows is {Windows}; it must lie between 1 and 1000.");
        if (PooledSeries < 1)
            faults.Add($"PooledSeries is {PooledSeries}; it must be at least 1.");
        if (Levels.Count == 0 || !(Levels[0] > 0) || !(Levels[^1] < 1) || !Levels.Zip(Levels.Skip(1)).All(pair => pair.First < pair.Second))
            faults.Add($"Levels are {string.Join(", ", Levels)}; they must ascend strictly between 0 and 1.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
