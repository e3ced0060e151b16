using Kirana.Learn.Metrics;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>The figure by which settings are chosen and the winner found.</summary>
internal static class DecidingFigure
{
    private const double LeastProbability = 1e-15;

    /// <summary>Its name among the metrics: the area under the ROC curve for two classes, log loss for more, RMSE for numbers.</summary>
    public static string Of(LearnTask task) => task switch
    {
        LearnTask.Binary => "auc",
        LearnTask.Multiclass => "log_loss",
        _ => "rmse",
    };

    /// <summary>Whether more of it is better.</summary>
    public static bool GreaterIsBetter(string metric) => metric is "auc";

    /// <summary>The figure with a sign that makes more better; NaN where rows of one class have none.</summary>
    /// <param name="task">The task.</param>
    /// <param name="truths">The number, or the place of the class (n).</param>
    /// <param name="predictions">What a model says (n × K).</param>
    public static double Score(LearnTask task, float[] truths, float[] predictions)
    {
        if (task == LearnTask.Binary)
            return ThresholdCurve.Of(truths, Array.ConvertAll(predictions, own => (double)own)).RocArea();
        var sum = 0.0;
        if (task == LearnTask.Regression)
        {
            for (var row = 0; row < truths.Length; row++)
                sum += ((double)truths[row] - predictions[row]) * ((double)truths[row] - predictions[row]);
            return -Math.Sqrt(sum / truths.Length);
        }

        var outputs = predictions.Length / truths.Length;
        for (var row = 0; row < truths.Length; row++)
            sum += Math.Log(Math.Max(LeastProbability, truths[row] < 0 ? 0 : predictions[row * outputs + (int)truths[row]]));
        return sum / truths.Length;
    }
}
