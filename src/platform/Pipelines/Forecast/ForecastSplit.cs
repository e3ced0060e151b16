using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Demand;
using Kirana.Forecast.Ensembles;
using Kirana.Forecast.Evaluation;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;

namespace Kirana.Pipelines.Forecast;

/// <summary>The temporal split of a scope: the end of every series is held out and forecast from what came before.</summary>
/// <remarks>A series that begins within the held-out end has no past to learn from and is left out.</remarks>
internal sealed class ForecastSplit
{
    private static readonly double[] Levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

    private readonly ForecastScope _scope;
    private readonly IReadOnlyList<TimeSeries> _series;
    private readonly TimeSeries[] _training;
    private readonly double[][] _truth;
    private readonly int _horizon;

    public ForecastSplit(ForecastScope scope, IReadOnlyList<TimeSeries> series, int horizon)
    {
        _scope = scope;
        _series = series;
        _horizon = horizon;
        var known = series.Where(one => one.Length > horizon).ToArray();
        _training = Array.ConvertAll(known, one => one.Head(one.Length - horizon));
        _truth = Array.ConvertAll(known, one => one.Values[^horizon..].ToArray());
    }

    /// <summary>Scores a recipe and, of an ensemble, its members as baselines, fitted on the same split.</summary>
    public ForecastScopeScores Score(ForecastRecipe recipe, FitContext context) => Score(recipe, context, out _);

    /// <summary>The same, with the score of each series.</summary>
    public ForecastScopeScores Score(ForecastRecipe recipe, FitContext context, out HeldOutScores each)
    {
        var batch = recipe.Batch(_scope.Level, _scope.Step, _training);
        var model = batch.Fit(_training, context);
        var baselines = new SortedDictionary<string, IReadOnlyDictionary<string, Interval>>(StringComparer.Ordinal);
        if (batch.Learner is MedianEnsemble ensemble)
            for (var member = 0; member < ensemble.Members.Count; member++)
                baselines[ensemble.Members[member].Name] = ScoreSummary.Of(ScoresOf(model.Member(member, ensemble.Members[member].Name), [], batch.Season, context), context.Seed);
        var scores = ScoresOf(model, Levels, batch.Season, context);
        each = new HeldOutScores(_horizon, [.. scores.Select(Kept).Where(score => double.IsFinite(score.AbsoluteError))]);
        return new ForecastScopeScores(_scope.Name, _horizon, _series.Count, _training.Length, ScoreSummary.Of(scores, context.Seed), baselines);
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
        DemandClasses.Of(_training[i].Values));

    private SeriesScore[] ScoresOf(BatchModel model, double[] levels, int season, FitContext context)
    {
        var scores = new SeriesScore[_training.Length];
        Blocks.Run(scores.Length, 64, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                scores[i] = SeriesScore.Of(_training[i], _truth[i], model.Forecast(i, _horizon, levels), season);
        });
        return scores;
    }
}
