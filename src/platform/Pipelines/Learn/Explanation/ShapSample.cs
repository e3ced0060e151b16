using Kirana.Learn;
using Kirana.Learn.Boosting;
using Kirana.Learn.Explanation;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>How much each feature moved the predictions of some rows: their Shapley values.</summary>
public sealed class ShapSample
{
    // About so many steps through leaves are spent, however large the model is.
    private const double MostSteps = 2e8;
    private const int StepsOfALeaf = 40;
    private const int FewestRows = 20;

    // Of models that are explained by sampling, so many columns are told apart, by so many orders, in about so long.
    private const int MostSampled = 15;
    private const int Samples = 8;
    private const int BackgroundRows = 64;
    private const double SampledMicroseconds = 5e6;
    private const int FewestSampledRows = 5;

    private readonly double[][] _contributions;
    private readonly float[][] _values;

    private ShapSample(IReadOnlyList<string> features, bool isOneOutput, double[][] contributions, float[][] values)
    {
        (Features, IsOneOutput, _contributions, _values) = (features, isOneOutput, contributions, values);
        MeanAbsolute = [.. Enumerable.Range(0, features.Count).Select(feature => contributions.Average(own => Math.Abs(own[feature])))];
    }

    /// <summary>The features (p).</summary>
    public IReadOnlyList<string> Features { get; }

    /// <summary>Whether contributions have a direction; else they are sizes, added up over classes.</summary>
    public bool IsOneOutput { get; }

    /// <summary>The rows explained.</summary>
    public int Rows => _contributions.Length;

    /// <summary>The mean size of each feature's contributions (p), in the unit of the model's raw score.</summary>
    public IReadOnlyList<double> MeanAbsolute { get; }

    /// <summary>What a feature added to the raw score of a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="feature">The feature, from 0.</param>
    public double Contribution(int row, int feature) => _contributions[row][feature];

    /// <summary>The feature's value in a row, as the model takes it; NaN where missing.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="feature">The feature, from 0.</param>
    public float Value(int row, int feature) => _values[row][feature];

    /// <summary>Explains rows that were not learnt from.</summary>
    /// <param name="result">The model and the rows.</param>
    /// <param name="most">The most rows, at least 1.</param>
    /// <param name="cancellation">Looked at before each row.</param>
    /// <returns><see langword="null"/> for a model that does not explain itself.</returns>
    internal static ShapSample? Of(LearnResult result, int most, CancellationToken cancellation)
    {
        if (Explained(result) is not { } model)
            return null;
        var affordable = model is SampledExplanation
            ? SampledMicroseconds / (2 * Samples * (MostSampled + 2) * Math.Max(0.1, result.PredictMicrosecondsPerRow))
            : MostSteps / Math.Max(1, StepsOfALeaf * (double)Trees(model).Sum(tree => (long)tree.Leaves) * model.Outputs);
        var (width, all) = (model.Features, result.Truths.Length);
        var count = Math.Min(all, (int)Math.Clamp(affordable, model is SampledExplanation ? FewestSampledRows : FewestRows, most));
        var (contributions, values) = (new double[count][], new float[count][]);
        var both = new double[model.Outputs * (width + 1)];
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            // Evenly over all rows: files are often sorted.
            var row = (int)((long)i * all / count);
            values[i] = result.TestRows.AsSpan(row * width, width).ToArray();
            model.Explain(values[i], both);
            contributions[i] = new double[width];
            for (var feature = 0; feature < width; feature++)
                for (var output = 0; output < model.Outputs; output++)
                    contributions[i][feature] += model.Outputs == 1 ? both[feature] : Math.Abs(both[output * (width + 1) + feature]);
        }

        return new ShapSample(result.Model.Fitted.Features, model.Outputs == 1, contributions, values);
    }

    /// <summary>Trees explain themselves; of other models the columns that gained most are told apart by sampling.</summary>
    private static IExplainable? Explained(LearnResult result)
    {
        var fitted = result.Model.Fitted;
        if (fitted.Model is IExplainable own)
            return own;
        if (fitted.Task == LearnTask.Ranking)
            return null;
        var (training, count) = (result.Training.Table, Math.Min(BackgroundRows, result.Training.RowCount));
        int[] rows = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * training.RowCount / count))];
        int[] named = [.. Enumerable.Range(0, fitted.Features.Count).OrderByDescending(feature => fitted.Gain[feature]).Take(MostSampled)];
        return SampledExplanation.Of(fitted.Model, fitted.Encode(training.Take(rows)), Samples, explained: named);
    }

    private static IEnumerable<Tree> Trees(IExplainable model) => model switch
    {
        BoostedTrees boosted => boosted.Trees,
        Forest forest => forest.Trees,
        _ => [],
    };
}
