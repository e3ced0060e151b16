using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Scores;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>What more rows bring: the deciding figure on the rows judged by, for a learner that had fewer rows.</summary>
/// <param name="Learner">The learner.</param>
/// <param name="Metric">The figure.</param>
/// <param name="Rows">The rows learnt from, ascending.</param>
/// <param name="Figures">The figure of each, with its interval.</param>
public sealed record LearningCurve(string Learner, string Metric, IReadOnlyList<int> Rows, IReadOnlyList<Interval> Figures)
{
    private const int FewestRows = 50;
    private static readonly int[] s_parts = [16, 8, 4, 2, 1];

    /// <summary>The curve of a result; <see langword="null"/> where the learner is not known, or there are too few rows.</summary>
    /// <param name="result">The result.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    internal static LearningCurve? Of(LearnResult result, FitContext context)
    {
        if (result.Refit is not { } refit || result.Model.Fitted.Task == LearnTask.Ranking)
            return null;
        var (task, training) = (result.Model.Fitted.Task, result.Training);
        var metric = DecidingFigure.Of(task);
        var (rows, figures) = (new List<int>(), new List<Interval>());
        foreach (var part in s_parts)
        {
            var count = training.RowCount / part;
            if (count < FewestRows)
                continue;
            var taken = part == 1 ? training : training.Take([.. Enumerable.Range(0, count).Select(i => (int)((long)i * training.RowCount / count))]);
            try
            {
                var model = result.Model with { Fitted = refit.Fit(taken, context) };
                var predictions = new float[result.Test.RowCount * model.Fitted.Outputs];
                model.Fitted.Predict(model.Fitted.Encode(result.Test.Table), predictions);
                rows.Add(count);
                figures.Add(TaskScores.Of(task, Truth.Of(model, result.Test.Target!), predictions, [], context.Seed)[metric]);
            }
            catch (DataException)
            {
                // So few rows may lack a class, or every value of a column.
            }
        }

        return rows.Count < 2 ? null : new LearningCurve(refit.Name, metric, rows, figures);
    }
}
