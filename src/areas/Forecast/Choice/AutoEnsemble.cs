using Kirana.Data.Fitting;
using Kirana.Data.Series;
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

    /// <summary>How much a forecast may cost; <see cref="CostTier.Standard"/> by default. Without effect where <see cref="Candidates"/> are given.</summary>
    public CostTier Tier { get; init; } = CostTier.Standard;

    /// <summary>The seasons in steps that candidates of several seasons follow; by default the one the series are fitted with.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>The candidates; by default those of the <see cref="Tier"/>. Their models must be describable by one state.</summary>
    public IReadOnlyList<Candidate>? Candidates { get; init; }

    /// <summary>The most origins in a series' past, 1 to 1,000; 6 by default.</summary>
    public int Windows { get; init; } = 6;

    /// <summary>The most series that are learned from, at least 1; 400 by default. They are spread evenly over the set.</summary>
    public int LearnedSeries { get; init; } = 400;

    /// <inheritdoc/>
    public string Name => Auto;

    /// <summary>The candidates for a season.</summary>
    /// <param name="season">Steps in one season, 1 for none.</param>
    public IReadOnlyList<Candidate> CandidatesFor(int season) => Candidates ?? Candidate.Of(Tier, Seasons.Count == 0 ? [season] : Seasons);

    /// <inheritdoc/>
    public IForecaster Learn(IReadOnlyList<TimeSeries> series, int season, int horizon, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        Check();
        var learners = CandidatesFor(season).Select(candidate => candidate.Learner).ToArray();
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
        var gate = WeightGate.Learn(all, learners.Length, Math.Max(1, cases.Count(one => one.Length > 0)), context.Cancellation);
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
        if (LearnedSeries < 1)
            faults.Add($"LearnedSeries is {LearnedSeries}; it must be at least 1.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }
}
