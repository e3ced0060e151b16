using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Models;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Choice;

/// <summary>The automatic forecaster: a weighted mean of candidates, the weights learned from what they forecast of the past.</summary>
/// <remarks>
/// How well a candidate fits says little about how well it forecasts. So each forecasts from several origins inside the known part of
/// many series, and a gate (<see cref="WeightGate"/>) learns which mixture would have erred least, given a series' features. Candidates
/// that earn next to nothing are dropped. A single series learns from its own past alone and stays near equal weights.
/// </remarks>
public sealed record AutoEnsemble : ISetForecaster
{
    /// <summary>The name commands and reports use.</summary>
    internal const string Auto = "auto";

    // A member below this weight in the mean over the cases costs more than it gives.
    private const double SmallestWeight = 0.02;

    // Of fewer series that sell seldom the median would cost the others more than it gives them.
    private const int FewestSeldom = 20;

    // Standard candidates cost some 50 µs for an observation of a season of twelve: sets above this are minutes of them.
    private const double LargestStandardWork = 5e6;

    /// <summary>How much a forecast may cost; <see langword="null"/>, the default, goes by the set: <see cref="CostTier.Standard"/> for up to
    /// five million observations × steps in a season, <see cref="CostTier.Fast"/> above. Without effect where <see cref="Candidates"/> are given.</summary>
    public CostTier? Tier { get; init; }

    /// <summary>What is to be least; <see cref="PointLoss.Absolute"/> by default. The intervals do not depend on it but for where they are centred.</summary>
    public PointLoss Loss { get; init; }

    /// <summary>The seasons in steps that candidates of several seasons follow; by default the one the series are fitted with.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>The candidates; by default those of the <see cref="Tier"/>, and <see cref="Naive.RecentMedian"/> where absolute errors count
    /// and at least one series in twenty sells seldom. Their models must be describable by one state.</summary>
    public IReadOnlyList<Candidate>? Candidates { get; init; }

    /// <summary>The most origins in a series' past, 1 to 1,000; 6 by default.</summary>
    public int Windows { get; init; } = 6;

    /// <summary>The most series that are learned from, at least 1; 400 by default. They are spread evenly over the set.</summary>
    public int LearnedSeries { get; init; } = 400;

    /// <inheritdoc/>
    public string Name => Auto;

    /// <summary>The candidates for a set.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    public IReadOnlyList<Candidate> CandidatesFor(IReadOnlyList<TimeSeries> series, int season)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (Candidates is not null)
            return Candidates;
        var tier = Tier ?? (series.Sum(one => (double)one.Length) * season <= LargestStandardWork ? CostTier.Standard : CostTier.Fast);
        var candidates = Candidate.Of(tier, Seasons.Count == 0 ? [season] : Seasons);
        return Loss == PointLoss.Absolute && series.Count > 0 && series.Count(SellsSeldom) * FewestSeldom >= series.Count ? [.. candidates, Candidate.Median] : candidates;
    }

    /// <inheritdoc/>
    public IForecaster Learn(IReadOnlyList<TimeSeries> series, int season, int horizon, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        Check();
        var learners = CandidatesFor(series, season).Select(candidate => candidate.Learner).ToArray();
        if (learners.Length == 0)
            throw new ArgumentException("An ensemble has at least one candidate.");
        var stride = Math.Max(1, (series.Count + LearnedSeries - 1) / LearnedSeries);
        var cases = new ChoiceCase[(series.Count + stride - 1) / stride][];
        Blocks.Run(cases.Length, 2, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                cases[i] = [.. ChoiceCase.Collect(learners, series[i * stride], season, horizon, Windows, context)];
        });

        ChoiceCase[] all = [.. cases.SelectMany(one => one)];
        var gate = WeightGate.Learn(all, learners.Length, Math.Max(1, cases.Count(one => one.Length > 0)), Loss, context.Cancellation);
        var kept = Kept(gate, all);
        return new ChosenEnsemble(Auto, [.. kept.Select(member => learners[member])], gate.Only(kept));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An option is out of its range, or a candidate's model has no state or several.</exception>
    public IForecastModel Fit(TimeSeries series, int season, FitContext context)
    {
        Fitting.Check(series, season, context);
        return Learn([series], season, Math.Clamp(season, 6, 48), context).Fit(series, season, context);
    }

    private static bool SellsSeldom(TimeSeries series) => DemandClasses.Of(series.Values) is DemandClass.Intermittent or DemandClass.Lumpy;

    private static int[] Kept(WeightGate gate, ChoiceCase[] cases)
    {
        var sums = new double[gate.Members];
        foreach (var one in cases)
        {
            var weights = gate.Weights(one.Features);
            for (var m = 0; m < sums.Length; m++)
                sums[m] += weights[m];
        }

        var kept = Enumerable.Range(0, sums.Length).Where(member => sums[member] >= SmallestWeight * cases.Length).ToArray();
        return kept.Length > 0 ? kept : [.. Enumerable.Range(0, sums.Length)];
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Windows is < 1 or > 1000)
            faults.Add($"Windows is {Windows}; it must lie between 1 and 1000.");
        if (!Enum.IsDefined(Loss))
            faults.Add($"Loss is {Loss}; it must be {PointLoss.Absolute} or {PointLoss.Squared}.");
        if (LearnedSeries < 1)
            faults.Add($"LearnedSeries is {LearnedSeries}; it must be at least 1.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
