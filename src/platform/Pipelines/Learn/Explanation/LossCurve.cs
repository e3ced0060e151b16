using Kirana.Learn.Boosting;

namespace Kirana.Pipelines.Learn.Explanation;

/// <summary>The mean loss of boosting after each round.</summary>
/// <param name="Training">On rows learnt from; empty where the objective's loss is not known here.</param>
/// <param name="Held">On validation rows, or where there are none on the rows judged by.</param>
/// <param name="Kept">The rounds of the model.</param>
/// <param name="IsValidation">Whether <paramref name="Held"/> is of validation rows.</param>
public sealed record LossCurve(IReadOnlyList<double> Training, IReadOnlyList<double> Held, int Kept, bool IsValidation)
{
    private const int MostRows = 1_000;

    /// <summary>The curve of a result; <see langword="null"/> for other learners.</summary>
    /// <param name="result">The result.</param>
    internal static LossCurve? Of(LearnResult result)
    {
        if (result.Model.Fitted.Model is not BoostedTrees model || model.Rounds == 0)
            return null;
        Func<double[], float, double>? loss = model.Objective switch
        {
            "squared" => SquaredLoss,
            "logistic" => LogisticLoss,
            "softmax" => SoftmaxLoss,
            _ => null,
        };
        if (loss is null && model.ValidationLosses.IsEmpty)
            return null;
        int[] sample = [.. Sample(result.Training.RowCount)];
        var rows = result.Training.Take(sample);
        double[] training = loss is null ? [] : Staged(model, model.Encode(rows.Table), Scores.Truth.Of(result.Model, rows.Target!), loss);
        if (!model.ValidationLosses.IsEmpty)
            return new LossCurve(training, model.ValidationLosses.ToArray(), model.Rounds, true);
        var (width, tested) = (model.Features, Sample(result.Truths.Length).ToArray());
        float[] held = [.. tested.SelectMany(row => result.TestRows.AsSpan(row * width, width).ToArray())];
        return new LossCurve(training, Staged(model, held, Array.ConvertAll(tested, row => result.Truths[row]), loss!), model.Rounds, false);
    }

    private static IEnumerable<int> Sample(int rows) => Enumerable.Range(0, Math.Min(rows, MostRows)).Select(i => (int)((long)i * rows / Math.Min(rows, MostRows)));

    private static double[] Staged(BoostedTrees model, float[] rows, float[] truths, Func<double[], float, double> loss)
    {
        var (sums, scores, known) = (new double[model.Rounds], new double[model.Trees.Count], 0);
        for (var row = 0; row < truths.Length; row++)
        {
            if (truths[row] < 0 && model.Labels.Count > 0)
                continue;
            known++;
            model.StagedScores(rows.AsSpan(row * model.Features, model.Features), scores);
            for (var round = 0; round < sums.Length; round++)
                sums[round] += loss(scores[(round * model.Outputs)..((round + 1) * model.Outputs)], truths[row]);
        }

        return Array.ConvertAll(sums, sum => sum / known);
    }

    private static double SquaredLoss(double[] scores, float target) => 0.5 * (scores[0] - target) * (scores[0] - target);

    private static double LogisticLoss(double[] scores, float target) => Math.Max(scores[0], 0) - scores[0] * target + Math.Log(1 + Math.Exp(-Math.Abs(scores[0])));

    private static double SoftmaxLoss(double[] scores, float target)
    {
        var most = scores.Max();
        return most + Math.Log(scores.Sum(score => Math.Exp(score - most))) - scores[(int)target];
    }
}
