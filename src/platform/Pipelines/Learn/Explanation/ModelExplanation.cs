using Kirana.Data.Fitting;
using Kirana.Pipelines.Learn.Tables;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>What there is to say about a model besides its figures.</summary>
/// <param name="Importance">The features that gained most in training, the best first.</param>
/// <param name="Shap">What moved the predictions of some rows; <see langword="null"/> for a model that does not explain itself.</param>
/// <param name="Curve">The loss by round; <see langword="null"/> for other learners than boosting.</param>
/// <param name="Calibration">Whether probabilities mean what they say; <see langword="null"/> without two classes.</param>
/// <param name="RelevanceByPlace">The mean relevance of the rows that lists show first, second, …; empty where nothing is ranked.</param>
/// <param name="RowMicroseconds">Wall microseconds of one row predicted by itself: the median of many.</param>
public sealed record ModelExplanation(
    IReadOnlyList<FeatureImportance> Importance, ShapSample? Shap, LossCurve? Curve, Calibration? Calibration, IReadOnlyList<double> RelevanceByPlace, double RowMicroseconds)
{
    /// <summary>What predictions do along the most telling columns; empty where a prediction is more than one number.</summary>
    public IReadOnlyList<Dependence> Dependences { get; init; } = [];

    /// <summary>What more rows bring; <see langword="null"/> where it is not known.</summary>
    public LearningCurve? Learning { get; init; }

    private const int MostDependences = 6;
    private const int MostFeatures = 15;
    private const int MostShapRows = 300;
    private const int TimedRows = 2_000;
    private const int FewestTimedRows = 50;
    private const double TimedMicroseconds = 1e6;
    private const int MostPlaces = 10;

    /// <summary>Explains a result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="context">Seed, cancellation and clock.</param>
    /// <exception cref="OperationCanceledException">The context was cancelled.</exception>
    public static ModelExplanation Of(LearnResult result, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        var importance = Explanation.Importance.Of(result, MostFeatures, context.Seed, context.Cancellation);
        return new ModelExplanation(
            importance, ShapSample.Of(result, MostShapRows, context.Cancellation), LossCurve.Of(result),
            result.Model.Fitted.Task == LearnTask.Binary ? Explanation.Calibration.Of(result.Truths, result.Predictions) : null,
            RelevanceByPlaceOf(result), RowTime(result, context.Clock))
        {
            Dependences = Dependence.Of(result, importance.Where(feature => feature.Increase > 0).OrderByDescending(feature => feature.Increase).Take(MostDependences).Select(feature => feature.Name), context.Cancellation),
            Learning = LearningCurve.Of(result, context with { Progress = null }),
        };
    }

    private static double[] RelevanceByPlaceOf(LearnResult result)
    {
        if (result.Test.Group is not { } group)
            return [];
        var (sums, lists, start) = (new double[MostPlaces], new int[MostPlaces], 0);
        foreach (var size in GroupKeys.Sizes(group))
        {
            var from = start;
            start += size;
            foreach (var (row, place) in Enumerable.Range(from, size).OrderByDescending(row => result.Predictions[row]).Take(MostPlaces).Select((row, place) => (row, place)))
            {
                sums[place] += result.Truths[row];
                lists[place]++;
            }
        }

        return [.. sums.Zip(lists, (sum, count) => sum / count).TakeWhile(double.IsFinite)];
    }

    private static double RowTime(LearnResult result, TimeProvider clock)
    {
        var fitted = result.Model.Fitted;
        var count = (int)Math.Clamp(TimedMicroseconds / result.PredictMicrosecondsPerRow, FewestTimedRows, TimedRows);
        var (width, prediction, times) = (fitted.Features.Count, new float[fitted.Outputs], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var row = result.TestRows.AsSpan(i % result.Truths.Length * width, width);
            var meter = WorkMeter.Start(clock);
            fitted.Predict(row, prediction);
            times[i] = meter.Wall * 1e6;
        }

        Array.Sort(times);
        return times[count / 2];
    }
}
