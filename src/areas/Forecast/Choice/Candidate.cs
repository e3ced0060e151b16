namespace Kirana.Forecast.Choice;

/// <summary>A learner that may become a member of an ensemble.</summary>
/// <param name="Learner">The learner; its models must be describable by one state.</param>
/// <param name="Cost">CPU milliseconds of one fit to a monthly series of 300 observations, about; 0 or more.</param>
public sealed record Candidate(IForecaster Learner, double Cost)
{
    // The dearest member of the fast and the standard tier.
    private const double FastLimit = 0.1;
    private const double StandardLimit = 20;

    /// <summary>The candidate for demand that is seldom, where absolute errors count.</summary>
    internal static Candidate Median { get; } = new(new Naive.RecentMedian(), 0.01);

    /// <summary>The candidates by default.</summary>
    /// <param name="tier">How much they may cost.</param>
    /// <param name="seasons">The seasons of the data in steps, at least one; of each after the first a naive member repeats it, and members
    /// that follow several follow all.</param>
    public static IReadOnlyList<Candidate> Of(CostTier tier, IReadOnlyList<int> seasons)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        var limit = tier switch { CostTier.Fast => FastLimit, CostTier.Standard => StandardLimit, _ => double.PositiveInfinity };
        return [.. All(seasons).Where(candidate => candidate.Cost <= limit)];
    }

    private static IEnumerable<Candidate> All(IReadOnlyList<int> seasons)
    {
        yield return new(new Naive.SeasonalNaive(), 0.01);
        foreach (var season in seasons.Skip(1))
            yield return new(new Naive.SeasonalNaive { Season = season }, 0.01);
        yield return new(new Smoothing.SimpleSmoothing(), 0.04);
        yield return new(new Theta.ThetaMethod(), 0.05);
        yield return new(new Theta.OptimisedTheta(), 0.05);
        yield return new(new Theta.DynamicTheta(), 0.1);
        yield return new(new Autoregression.SeasonalAutoregression { Seasons = seasons }, 0.1);
        yield return new(new Intermittent.SyntetosBoylan(), 0.02);
        yield return new(new Intermittent.TeunterSyntetosBabai(), 0.02);
        yield return new(new Smoothing.HoltWinters(), 0.8);
        yield return new(new Smoothing.DampedTrend(), 0.4);
        yield return new(new Smoothing.ExponentialSmoothing(), 4);
        yield return new(new Decomposition.MstlMethod { Seasons = seasons }, 2);
        yield return new(new Trend.AdditiveTrend { Seasons = seasons }, 1);
        yield return new(new ComplexSmoothing.ComplexExponentialSmoothing(), 3);
        yield return new(new Arima.ArimaMethod(), 50);
    }
}
