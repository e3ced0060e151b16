using Kirana.Learn.Metrics;
using Kirana.Learn.Validation;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Learn.Scores;

/// <summary>The figures of predictions, by task. Every row counts alike.</summary>
internal static class TaskScores
{
    // What a probability of 0 costs, so that one surprise does not make the mean infinite.
    private const double LeastProbability = 1e-15;
    private const int Bootstrapped = 2_000;
    private const int MostResampled = 5_000;
    private const double Normal95 = 1.959964;
    private const int RankingCutoff = 10;

    /// <summary>Figures with intervals of 95 %; NaN limits where none is computed.</summary>
    /// <param name="task">The task.</param>
    /// <param name="truths">The number, or the place of the class, −1 for one the model does not know (n).</param>
    /// <param name="predictions">What the model says (n × K).</param>
    /// <param name="groups">The rows of each list, where rows are ranked.</param>
    /// <param name="seed">The seed of intervals by resampling.</param>
    public static IReadOnlyDictionary<string, Interval> Of(LearnTask task, float[] truths, float[] predictions, int[] groups, ulong seed) => task switch
    {
        LearnTask.Binary => Binary(truths, predictions, seed),
        LearnTask.Multiclass => Multiclass(truths, predictions, seed),
        LearnTask.Ranking => Ranking(truths, predictions, groups, seed),
        _ => Regression(truths, predictions, seed),
    };

    /// <summary>The figures of predictions in folds.</summary>
    public static IReadOnlyDictionary<string, Interval> Of(LearnTask task, RowPredictions predictions, ulong seed) => Of(task, Truths(predictions), Values(predictions), [], seed);

    /// <summary>What is true of the rows (n).</summary>
    public static float[] Truths(RowPredictions predictions) => Array.ConvertAll(predictions.Truths.ToArray(), truth => (float)truth);

    /// <summary>What is said of them (n × K).</summary>
    public static float[] Values(RowPredictions predictions) => Array.ConvertAll(predictions.Values.ToArray(), value => (float)value);

    private static Dictionary<string, Interval> Regression(float[] truths, float[] predictions, ulong seed)
    {
        var (squares, distances) = (new double[truths.Length], new double[truths.Length]);
        for (var row = 0; row < truths.Length; row++)
        {
            distances[row] = Math.Abs((double)truths[row] - predictions[row]);
            squares[row] = distances[row] * distances[row];
        }

        var mean = truths.Average(truth => (double)truth);
        var spread = truths.Average(truth => (truth - mean) * (truth - mean));
        var error = Mean(squares, seed);
        return new(StringComparer.Ordinal)
        {
            ["rmse"] = new Interval(Math.Sqrt(error.Estimate), Math.Sqrt(Math.Max(0, error.Lower)), Math.Sqrt(error.Upper)),
            ["mae"] = Mean(distances, seed),
            ["r2"] = new Interval(1 - error.Estimate / spread, 1 - error.Upper / spread, 1 - error.Lower / spread), ["median_error"] = Alone(Median(distances)),
        };
    }

    private static Dictionary<string, Interval> Binary(float[] truths, float[] predictions, ulong seed)
    {
        var (losses, squares, hits) = (new double[truths.Length], new double[truths.Length], new double[truths.Length]);
        for (var row = 0; row < truths.Length; row++)
        {
            double truth = truths[row], probability = predictions[row];
            losses[row] = -Math.Log(Math.Max(LeastProbability, truth > 0 ? probability : 1 - probability));
            squares[row] = (truth - probability) * (truth - probability);
            hits[row] = probability > 0.5 == truth > 0 ? 1 : 0;
        }

        var probabilities = Array.ConvertAll(predictions, probability => (double)probability);
        var figures = new Dictionary<string, Interval>(StringComparer.Ordinal)
        {
            ["auc"] = RocArea.Of(truths, probabilities), ["log_loss"] = Mean(losses, seed), ["accuracy"] = Mean(hits, seed), ["brier"] = Mean(squares, seed),
            ["average_precision"] = Resampled(truths.Length, rows => ThresholdCurve.Of(Taken(truths, rows), Taken(probabilities, rows)).AveragePrecision(), seed),
            ["ece"] = Alone(CalibrationCurve.OfEqualShare(truths, probabilities).ExpectedError),
        };
        CallFigures.Add(figures, Array.ConvertAll(truths, truth => truth > 0 ? 1 : 0), Array.ConvertAll(predictions, probability => probability > 0.5f ? 1 : 0), 2, seed);
        return figures;
    }

    private static Dictionary<string, Interval> Multiclass(float[] truths, float[] predictions, ulong seed)
    {
        var classes = predictions.Length / truths.Length;
        var (losses, hits, said, real, both) = (new double[truths.Length], new double[truths.Length], new double[classes], new double[classes], new double[classes]);
        for (var row = 0; row < truths.Length; row++)
        {
            var own = predictions.AsSpan(row * classes, classes);
            var (best, truth) = (IndexOfMost(own), (int)truths[row]);
            losses[row] = -Math.Log(Math.Max(LeastProbability, truth < 0 ? 0 : own[truth]));
            hits[row] = best == truth ? 1 : 0;
            said[best]++;
            if (truth < 0)
                continue;
            real[truth]++;
            both[best] += hits[row];
        }

        // A class that is neither there nor predicted says nothing.
        var f1 = Enumerable.Range(0, classes).Where(k => said[k] + real[k] > 0).Average(k => 2 * both[k] / (said[k] + real[k]));
        var figures = new Dictionary<string, Interval>(StringComparer.Ordinal)
        {
            ["log_loss"] = Mean(losses, seed), ["accuracy"] = Mean(hits, seed), ["macro_f1"] = Alone(f1),
        };
        int[] known = [.. Enumerable.Range(0, truths.Length).Where(row => truths[row] >= 0)];
        if (known.Length == 0)
            return figures;
        int[] called = [.. known.Select(row => IndexOfMost(predictions.AsSpan(row * classes, classes)))];
        figures["auc"] = Alone(AreaOverClasses(known, truths, predictions, classes));
        CallFigures.Add(figures, Array.ConvertAll(known, row => (int)truths[row]), called, classes, seed);
        return figures;
    }

    /// <summary>The mean area of the classes, each against the rest (Provost and Domingos 2000), of those that occur.</summary>
    private static double AreaOverClasses(int[] rows, float[] truths, float[] predictions, int classes)
    {
        var areas = new List<double>();
        for (var k = 0; k < classes; k++)
        {
            var own = k;
            var area = ThresholdCurve.Of(Array.ConvertAll(rows, row => (int)truths[row] == own ? 1f : 0), Array.ConvertAll(rows, row => (double)predictions[row * classes + own])).RocArea();
            if (!double.IsNaN(area))
                areas.Add(area);
        }

        return areas.Count == 0 ? double.NaN : areas.Average();
    }

    /// <summary>A figure with its interval by the bootstrap; without it for so many rows that it hardly varies.</summary>
    internal static Interval Resampled(int rows, MetricInterval.Metric metric, ulong seed) =>
        rows <= MostResampled ? MetricInterval.Of(rows, metric, seed: seed) : Alone(metric([.. Enumerable.Range(0, rows)]));

    internal static T[] Taken<T>(T[] values, ReadOnlySpan<int> rows)
    {
        var taken = new T[rows.Length];
        for (var i = 0; i < taken.Length; i++)
            taken[i] = values[rows[i]];
        return taken;
    }

    private static double Median(double[] values)
    {
        var sorted = (double[])values.Clone();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static Dictionary<string, Interval> Ranking(float[] truths, float[] predictions, int[] groups, ulong seed)
    {
        var (gains, precisions, reciprocals, start) = (new List<double>(), new List<double>(), new List<double>(), 0);
        foreach (var size in groups)
        {
            var (relevances, scores) = (truths[start..(start + size)], Array.ConvertAll(predictions[start..(start + size)], score => (double)score));
            start += size;
            // A list in which nothing is relevant cannot be ordered well or badly.
            if (!Array.Exists(relevances, relevance => relevance > 0))
                continue;
            gains.Add(RankedList.Ndcg(relevances, scores, RankingCutoff));
            precisions.Add(RankedList.AveragePrecision(relevances, scores));
            reciprocals.Add(RankedList.ReciprocalRank(relevances, scores));
        }

        var none = Alone(double.NaN);
        return new(StringComparer.Ordinal)
        {
            [$"ndcg@{RankingCutoff}"] = gains.Count == 0 ? none : Mean([.. gains], seed), ["map"] = precisions.Count == 0 ? none : Mean([.. precisions], seed),
            ["mrr"] = reciprocals.Count == 0 ? none : Mean([.. reciprocals], seed),
        };
    }

    /// <summary>The place of the largest number; the first of equals.</summary>
    public static int IndexOfMost(ReadOnlySpan<float> numbers)
    {
        var best = 0;
        for (var k = 1; k < numbers.Length; k++)
            if (numbers[k] > numbers[best])
                best = k;
        return best;
    }

    /// <summary>A figure without an interval.</summary>
    private static Interval Alone(double figure) => new(figure, double.NaN, double.NaN);

    /// <summary>A mean with its interval: by the bootstrap for few values; for many the normal distribution says the same at once.</summary>
    public static Interval Mean(double[] values, ulong seed)
    {
        if (values.Length <= Bootstrapped)
            return Bootstrap.MeanInterval(values, resamples: 500, seed: seed);
        var mean = values.Average();
        var error = Normal95 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
        return new Interval(mean, mean - error, mean + error);
    }
}
