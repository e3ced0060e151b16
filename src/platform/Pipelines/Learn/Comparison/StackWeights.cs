namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>How much each of several predictions counts in a weighted mean.</summary>
/// <remarks>Breiman, "Stacked regressions", Machine Learning 24 (1996): weights from 0 up, found on predictions of rows that the models did not
/// learn from; here they add up to 1. For classes they maximise the likelihood by the EM steps of a mixture (Dempster, Laird and Rubin 1977), for
/// numbers they lower the squared error by Frank and Wolfe's steps (1956).</remarks>
internal static class StackWeights
{
    private const int Steps = 200;
    private const double LeastProbability = 1e-6;

    /// <summary>A model whose weight is below this is left out: it would cost as much as any other.</summary>
    public const double Least = 0.03;

    /// <summary>The weights.</summary>
    /// <param name="task">The task.</param>
    /// <param name="truths">The number, or the place of the class (n).</param>
    /// <param name="predictions">What each model says (n × K).</param>
    /// <param name="rows">The rows to look at.</param>
    public static double[] Of(LearnTask task, float[] truths, IReadOnlyList<float[]> predictions, IReadOnlyList<int> rows)
    {
        var weights = task == LearnTask.Regression ? Squares(truths, predictions, rows) : Likelihood(task, truths, predictions, rows);
        var sum = weights.Where(weight => weight >= Least).Sum();
        return Array.ConvertAll(weights, weight => weight >= Least ? weight / sum : 0);
    }

    /// <summary>The weighted mean.</summary>
    public static float[] Mean(IReadOnlyList<float[]> predictions, double[] weights)
    {
        var mean = new float[predictions[0].Length];
        for (var i = 0; i < mean.Length; i++)
        {
            var sum = 0.0;
            for (var m = 0; m < weights.Length; m++)
                sum += weights[m] * predictions[m][i];
            mean[i] = (float)sum;
        }

        return mean;
    }

    private static double[] Likelihood(LearnTask task, float[] truths, IReadOnlyList<float[]> predictions, IReadOnlyList<int> rows)
    {
        var count = predictions.Count;
        var outputs = predictions[0].Length / truths.Length;
        var chances = new double[rows.Count * count];
        for (var i = 0; i < rows.Count; i++)
            for (var m = 0; m < count; m++)
            {
                var (row, own) = (rows[i], predictions[m]);
                double chance = task == LearnTask.Binary ? truths[row] > 0 ? own[row] : 1 - own[row] : truths[row] < 0 ? 0 : own[row * outputs + (int)truths[row]];
                chances[i * count + m] = Math.Max(LeastProbability, chance);
            }

        var weights = new double[count];
        Array.Fill(weights, 1.0 / count);
        var sums = new double[count];
        for (var step = 0; step < Steps; step++)
        {
            Array.Clear(sums);
            for (var i = 0; i < rows.Count; i++)
            {
                var mixture = 0.0;
                for (var m = 0; m < count; m++)
                    mixture += weights[m] * chances[i * count + m];
                for (var m = 0; m < count; m++)
                    sums[m] += weights[m] * chances[i * count + m] / mixture;
            }

            for (var m = 0; m < count; m++)
                weights[m] = sums[m] / rows.Count;
        }

        return weights;
    }

    private static double[] Squares(float[] truths, IReadOnlyList<float[]> predictions, IReadOnlyList<int> rows)
    {
        var count = predictions.Count;
        var (products, weights) = (new double[count * count], new double[count]);
        foreach (var row in rows)
            for (var m = 0; m < count; m++)
                for (var other = 0; other <= m; other++)
                    products[m * count + other] += ((double)predictions[m][row] - truths[row]) * ((double)predictions[other][row] - truths[row]);
        for (var m = 0; m < count; m++)
            for (var other = m + 1; other < count; other++)
                products[m * count + other] = products[other * count + m];

        var best = Enumerable.Range(0, count).MinBy(m => products[m * count + m]);
        weights[best] = 1;
        for (var step = 0; step < Steps; step++)
        {
            double Slope(int m) => Enumerable.Range(0, count).Sum(other => products[m * count + other] * weights[other]);
            var next = Enumerable.Range(0, count).MinBy(Slope);
            var error = Enumerable.Range(0, count).Sum(m => weights[m] * Slope(m));
            // Along the line to one model alone the error is a parabola.
            var (cross, corner) = (Slope(next), products[next * count + next]);
            var bend = error - 2 * cross + corner;
            var share = bend > 0 ? Math.Clamp((error - cross) / bend, 0, 1) : 0;
            if (share is 0)
                break;
            for (var m = 0; m < count; m++)
                weights[m] = (1 - share) * weights[m] + (m == next ? share : 0);
        }

        return weights;
    }
}
