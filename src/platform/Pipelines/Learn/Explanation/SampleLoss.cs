using Kirana.Pipelines.Learn.Scores;
using Kirana.Pipelines.Learn.Tables;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>The loss of a model on the first of the rows it is judged by, whole lists where rows are ranked.</summary>
internal sealed class SampleLoss
{
    private readonly LearnResult _result;
    private readonly int[] _groups = [];
    private readonly int _count;

    public SampleLoss(LearnResult result, int mostRows)
    {
        _result = result;
        Width = result.Model.Fitted.Features.Count;
        _count = Math.Min(mostRows, result.Truths.Length);
        if (result.Test.Group is { } group)
        {
            var (sizes, taken, rows) = (GroupKeys.Sizes(group), 0, 0);
            while (taken < sizes.Length && (rows == 0 || rows + sizes[taken] <= mostRows))
                rows += sizes[taken++];
            (_groups, _count) = (sizes[..taken], rows);
        }

        Rows = result.TestRows[..(_count * Width)];
    }

    /// <summary>The number of features.</summary>
    public int Width { get; }

    /// <summary>The rows.</summary>
    public float[] Rows { get; }

    /// <summary>The loss where the rows' features are these.</summary>
    public double Of(ReadOnlySpan<float> rows)
    {
        var fitted = _result.Model.Fitted;
        var predictions = new float[_count * fitted.Outputs];
        fitted.Predict(rows, predictions);
        return fitted.Task switch
        {
            LearnTask.Regression => Math.Sqrt(Enumerable.Range(0, _count).Average(row => Square((double)_result.Truths[row] - predictions[row]))),
            LearnTask.Ranking => 1 - TaskScores.Of(LearnTask.Ranking, _result.Truths[.._count], predictions, _groups, 1).First().Value.Estimate,
            _ => Enumerable.Range(0, _count).Average(row => LogLoss(fitted.Outputs, _result.Truths[row], predictions.AsSpan(row * fitted.Outputs, fitted.Outputs))),
        };
    }

    private static double LogLoss(int outputs, float truth, ReadOnlySpan<float> predictions)
    {
        double probability = outputs == 1 ? truth > 0 ? predictions[0] : 1 - predictions[0] : truth < 0 ? 0 : predictions[(int)truth];
        return -Math.Log(Math.Max(1e-15, probability));
    }

    private static double Square(double value) => value * value;
}
