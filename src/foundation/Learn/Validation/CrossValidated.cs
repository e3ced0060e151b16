using System.Collections.ObjectModel;
using Kirana.Data.Fitting;
using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Validation;

/// <summary>How a learner did in a cross-validation: its out-of-fold predictions and what they score. Immutable and thread-safe.</summary>
public abstract class CrossValidated
{
    private readonly CrossValidation _options;
    private readonly bool _isGrouped;
    private readonly RowPredictions[] _repeats;
    private ScoreEstimate[] _scores = [];

    private protected CrossValidated(CrossValidation options, IReadOnlyList<FoldResult> folds, List<string> warnings, bool isGrouped)
    {
        (_options, Folds, _isGrouped, Warnings) = (options, folds, isGrouped, warnings.AsReadOnly());
        _repeats = [.. folds.GroupBy(fold => fold.Repeat).Select(repeat => RowPredictions.Join([.. repeat.Select(fold => fold.Predictions)]))];
    }

    /// <summary>The folds, repeat by repeat.</summary>
    public IReadOnlyList<FoldResult> Folds { get; }

    /// <summary>The out-of-fold predictions of the first repeat, by row ascending. Where folds go by time, the rows of the first span have none.</summary>
    public RowPredictions Predictions => _repeats[0];

    /// <summary>The out-of-fold predictions of every repeat, each of the same rows.</summary>
    public IReadOnlyList<RowPredictions> Repeats => _repeats;

    /// <summary>The scores that were asked for, in order.</summary>
    public IReadOnlyList<ScoreEstimate> Scores => _scores;

    /// <summary>What makes the scores less sure than they look, in sentences.</summary>
    public ReadOnlyCollection<string> Warnings { get; }

    /// <summary>The time of all fits.</summary>
    public TimeSpan TrainTime => TimeSpan.FromTicks(Folds.Sum(fold => fold.TrainTime.Ticks));

    /// <summary>The time of all predictions.</summary>
    public TimeSpan PredictTime => TimeSpan.FromTicks(Folds.Sum(fold => fold.PredictTime.Ticks));

    /// <summary>n₂/n₁: rows held out for each that was trained on, the mean over folds.</summary>
    internal double HeldShare => Folds.Average(fold => fold.Predictions.Count / (double)fold.TrainingRows);

    /// <summary>The level of intervals.</summary>
    internal double Level => _options.Level;

    /// <summary>The estimate of one of <see cref="Scores"/>.</summary>
    /// <param name="score">The score, known by its name.</param>
    /// <exception cref="ArgumentException">It was not asked for.</exception>
    public ScoreEstimate this[Score score]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(score);
            return Array.Find(_scores, own => string.Equals(own.Score.Name, score.Name, StringComparison.Ordinal)) ?? throw new ArgumentException(
                $"'{score.Name}' was not measured, but {string.Join(", ", _scores.Select(own => own.Score.Name))}; use {nameof(Estimate)}, or add it to {nameof(CrossValidation.Scores)}.", nameof(score));
        }
    }

    /// <summary>The score of each fold, repeat by repeat.</summary>
    /// <param name="score">Any score that fits the predictions.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public double[] PerFold(Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return [.. Folds.Select(fold => score.Of(fold.Predictions))];
    }

    /// <summary>The mean of a score over the folds that have it; NaN where none has.</summary>
    /// <param name="score">Any score that fits the predictions.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public double Mean(Score score) => PerFold(score).Where(figure => !double.IsNaN(figure)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>A score with its intervals.</summary>
    /// <param name="score">Any score that fits the predictions.</param>
    /// <param name="seed">The seed of the resampling; 1 by default.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public ScoreEstimate Estimate(Score score, ulong seed = 1)
    {
        var perFold = PerFold(score);
        return new ScoreEstimate(score, OverPlaces(places => Mean(score, places), seed), perFold, CorrectedT.Interval(perFold, HeldShare, _options.Level));
    }

    /// <summary>The out-of-fold predictions, of several repeats their mean.</summary>
    internal RowPredictions MeanPredictions()
    {
        if (_repeats.Length == 1)
            return Predictions;
        var means = new double[Predictions.Values.Length];
        foreach (var repeat in _repeats)
            for (var i = 0; i < means.Length; i++)
                means[i] += repeat.Values[i] / _repeats.Length;
        return Predictions.With(means, Predictions.AreProbabilities);
    }

    /// <summary>The mean over repeats of a difference from another learner on the same folds, with its bootstrap over rows that are drawn for both.</summary>
    internal Interval OverRows(CrossValidated other, Func<RowPredictions, RowPredictions, double> difference, ulong seed) => OverPlaces(
        places =>
        {
            var sum = 0.0;
            for (var repeat = 0; repeat < _repeats.Length; repeat++)
                sum += difference(_repeats[repeat].Take(places), other._repeats[repeat].Take(places));
            return sum / _repeats.Length;
        },
        seed);

    /// <summary>A figure of some places in the predictions with its percentile bootstrap over rows, or over groups where folds were grouped.</summary>
    internal Interval OverPlaces(MetricInterval.Metric figure, ulong seed) =>
        MetricInterval.Of(Predictions.Count, figure, _options.Level, _options.Resamples, seed, _isGrouped ? Predictions.Groups : []);

    /// <summary>The mean of a score over repeats.</summary>
    private double Mean(Score score, ReadOnlySpan<int> places)
    {
        var sum = 0.0;
        foreach (var repeat in _repeats)
            sum += score.Of(repeat.Take(places));
        return sum / _repeats.Length;
    }

    /// <summary>Estimates scores side by side.</summary>
    internal void Measure(IReadOnlyList<Score> scores, FitContext context)
    {
        var estimates = new ScoreEstimate[scores.Count];
        Blocks.Run(estimates.Length, 1, context.Threads, context.Cancellation, (at, _, _) => estimates[at] = Estimate(scores[at], context.Seed));
        _scores = estimates;
    }
}
