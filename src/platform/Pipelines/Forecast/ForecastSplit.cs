using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Evaluation;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;
using Kirana.Pipelines.Forecast.Inputs;

namespace Kirana.Pipelines.Forecast;

/// <summary>The temporal split of a scope: the end of every series is held out and forecast from what came before.</summary>
/// <remarks>A series that begins within the held-out end has no past to learn from and is left out.</remarks>
internal sealed class ForecastSplit
{
    private static readonly double[] Levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    private const int FewestWithOutliers = 20;

    private readonly ForecastScope _scope;
    private readonly IReadOnlyList<TimeSeries> _series;
    private readonly TimeSeries[] _training;
    private readonly double[][] _truth;
    private readonly int _horizon;
    private readonly ScopeDemand _demand;
    private readonly ShopLifts _shopLifts;
    private readonly Lazy<DayLifts> _lifts;

    /// <summary>Splits the series of a scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="series">Its series, all of which end together.</param>
    /// <param name="horizon">Steps held out.</param>
    /// <param name="demand">What would have been sold on usual days with stock.</param>
    /// <param name="lifts">What holidays and offers do, as known at any time.</param>
    public ForecastSplit(ForecastScope scope, IReadOnlyList<TimeSeries> series, int horizon, ScopeDemand demand, ShopLifts lifts)
    {
        _scope = scope;
        _series = series;
        _horizon = horizon;
        (_demand, _shopLifts) = (demand, lifts);
        var known = series.Where(one => one.Length > horizon).ToArray();
        _training = Array.ConvertAll(known, one => one.Head(one.Length - horizon));
        _truth = Array.ConvertAll(known, one => demand.Known(one.Key, one.Axis.Shift(one.Length - horizon), one.Values[^horizon..]));
        _lifts = new(() => lifts.At(_training.Length == 0 ? 0 : _training[0].Axis.DayOf(_training[0].Length).DayNumber));
    }

    /// <summary>Whether outliers are common enough, in one series of twenty, for their repair to be worth the time of a trial.</summary>
    public bool HasOutliers => _training.Count(one => ForecastRecipe.RepairOf(_scope.Step).Repair(one).Replaced.Length > 0) * FewestWithOutliers >= Math.Max(1, _training.Length);

    /// <summary>Splits at earlier times, none of which looks at the held-out end: right before it, and where two years are known also a year before it and a
    /// year before what follows it, since the days that matter, such as holidays, come once a year.</summary>
    public IReadOnlyList<ForecastSplit> Earlier()
    {
        var year = _scope.Step == Step.Week ? 52 : 364;
        var longest = _series.Count == 0 ? 0 : _series.Max(one => one.Length);
        return longest < 2 * year + _horizon || year < 2 * _horizon ? [Rewound(_horizon)] : [Rewound(_horizon), Rewound(year), Rewound(year - _horizon)];
    }

    /// <summary>Those times and one more, a horizon before the first.</summary>
    public IReadOnlyList<ForecastSplit> EarlierYet() => [.. Earlier(), Rewound(2 * _horizon)];

    /// <summary>The RMSSE of point forecasts of each series; not finite where it cannot be had.</summary>
    /// <param name="recipe">How each is learned.</param>
    /// <param name="used">What is used beside the units sold.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    public double[] Errors(ForecastRecipe recipe, ForecastInputs used, FitContext context)
    {
        if (_training.Length == 0)
            return [];
        var usual = Usual(used, context);
        var batch = recipe.Batch(_scope.Level, _scope.Step, _training, used) with { Intervals = null };
        return Array.ConvertAll(ScoresOf(batch.Fit(usual, context), [], used, batch.Season, context), score => score.Points > 0 ? score.Rmsse : double.NaN);
    }

    /// <summary>Forecasts the held-out end of each series, and scores that.</summary>
    /// <param name="recipe">How each is learned.</param>
    /// <param name="used">What is used beside the units sold.</param>
    /// <param name="levels">The quantiles' levels.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    public (SeriesForecast Forecast, SeriesScore Score)[] Forecasts(ForecastRecipe recipe, ForecastInputs used, double[] levels, FitContext context)
    {
        var batch = recipe.Batch(_scope.Level, _scope.Step, _training, used);
        return ScoredBy(batch.Fit(Usual(used, context), context), levels, used, batch.Season, context);
    }

    /// <summary>Scores a recipe and, of an ensemble, its members as baselines, fitted on the same split.</summary>
    public ForecastScopeScores Score(ForecastRecipe recipe, ForecastInputs used, FitContext context) => Score(recipe, used, context, out _);

    /// <summary>The same, with the score of each series.</summary>
    public ForecastScopeScores Score(ForecastRecipe recipe, ForecastInputs used, FitContext context, out HeldOutScores each)
    {
        var batch = recipe.Batch(_scope.Level, _scope.Step, _training, used);
        var model = batch.Fit(Usual(used, context), context);
        var baselines = new SortedDictionary<string, IReadOnlyDictionary<string, Interval>>(StringComparer.Ordinal);
        if (batch.Learner is MedianEnsemble ensemble)
            for (var member = 0; member < ensemble.Members.Count; member++)
                baselines[ensemble.Members[member].Name] = ScoreSummary.Of(ScoresOf(model.Member(member, ensemble.Members[member].Name), [], used, batch.Season, context), context.Seed);
        var scored = ScoredBy(model, Levels, used, batch.Season, context);
        var scores = Array.ConvertAll(scored, one => one.Score);
        each = new HeldOutScores(_horizon, [.. scores.Select(Kept).Where(score => double.IsFinite(score.AbsoluteError))]);
        return new ForecastScopeScores(_scope.Name, _horizon, _series.Count, _training.Length, ScoreSummary.Of(scores, context.Seed), baselines)
        {
            Apart = Apart(scored, batch.Season, context.Seed),
        };
    }

    /// <summary>The figures of holidays, promotions and other days; none where all days are of one kind.</summary>
    private IReadOnlyList<DayScores> Apart((SeriesForecast Forecast, SeriesScore Score)[] scored, int season, ulong seed)
    {
        bool IsHoliday(int i, int step) => _demand.IsHoliday(scored[i].Forecast.Axis, step);
        bool IsPromoted(int i, int step) => _demand.IsPromoted(_training[i].Key, scored[i].Forecast.Axis, step);
        DayScores[] apart =
        [
            Of("holidays", IsHoliday), Of("promotions", IsPromoted), Of("other days", (i, step) => !IsHoliday(i, step) && !IsPromoted(i, step)),
        ];
        return [.. apart.Where(days => days.Steps > 0 && apart[..2].Any(special => special.Steps > 0))];

        DayScores Of(string name, Func<int, int, bool> isOne)
        {
            var scores = scored.Select((one, i) => SeriesScore.Of(
                _training[i], [.. _truth[i].Select((value, step) => isOne(i, step) ? value : double.NaN)], one.Forecast, season)).Where(score => score.Points > 0).ToArray();
            return new DayScores(name, scores.Length, scores.Sum(score => score.Points), ScoreSummary.Of(scores, seed));
        }
    }

    /// <summary>Units sold, NaN aside.</summary>
    internal static double Units(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += double.IsNaN(value) ? 0 : value;
        return sum;
    }

    private HeldOutScore Kept(SeriesScore score, int i) => new(
        score.Key, Units(_training[i].Values), Units(_truth[i]), score.Mae * score.Points, score.Bias * score.Points, score.Mase, score.Coverage,
        DemandClasses.Of(_training[i].Values), _training[i].Length, LifeStages.Of(_training[i]));

    private ForecastSplit Rewound(int steps) =>
        new(_scope, [.. _series.Where(one => one.Length > steps).Select(one => one.Head(one.Length - steps))], _horizon, _demand, _shopLifts);

    private TimeSeries[] Usual(ForecastInputs used, FitContext context)
    {
        if (used == ForecastInputs.None)
            return _training;
        var (usual, lifts) = (new TimeSeries[_training.Length], _lifts.Value);
        Blocks.Run(usual.Length, 64, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                usual[i] = _demand.Usual(_training[i], lifts, used);
        });
        return usual;
    }

    private SeriesScore[] ScoresOf(BatchModel model, double[] levels, ForecastInputs used, int season, FitContext context) =>
        Array.ConvertAll(ScoredBy(model, levels, used, season, context), one => one.Score);

    private (SeriesForecast Forecast, SeriesScore Score)[] ScoredBy(BatchModel model, double[] levels, ForecastInputs used, int season, FitContext context)
    {
        var lifts = used == ForecastInputs.None ? null : _lifts.Value;
        var scores = new (SeriesForecast, SeriesScore)[_training.Length];
        Blocks.Run(scores.Length, 64, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                var forecast = model.Forecast(i, _horizon, levels);
                if (lifts is not null)
                    forecast = ScopeDemand.Lifted(forecast, lifts, used);
                scores[i] = (forecast, SeriesScore.Of(_training[i], _truth[i], forecast, season));
            }
        });
        return scores;
    }
}
