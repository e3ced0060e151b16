using Kirana.Learn.Metrics;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Learn.Scores;

/// <summary>The figures of what rows are called, rather than of how probable it is.</summary>
internal static class CallFigures
{
    /// <summary>Adds them: of two classes precision, recall and F1 of the second.</summary>
    /// <param name="figures">The figures so far.</param>
    /// <param name="truths">The class of each row.</param>
    /// <param name="called">What it is called.</param>
    /// <param name="classes">K.</param>
    /// <param name="seed">The seed of intervals.</param>
    public static void Add(Dictionary<string, Interval> figures, int[] truths, int[] called, int classes, ulong seed)
    {
        if (classes == 2)
        {
            Add("precision", matrix => matrix.Precision(1));
            Add("recall", matrix => matrix.Recall(1));
            Add("f1", matrix => matrix.FBeta(1));
        }

        Add("balanced_accuracy", matrix => matrix.BalancedAccuracy);
        Add("mcc", matrix => matrix.Matthews);

        void Add(string name, Func<ConfusionMatrix, double> figure) => figures[name] = TaskScores.Resampled(
            truths.Length, rows => figure(ConfusionMatrix.Of(TaskScores.Taken(truths, rows), TaskScores.Taken(called, rows), classes)), seed);
    }
}
