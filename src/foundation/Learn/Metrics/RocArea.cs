using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Metrics;

/// <summary>Areas under ROC curves with the uncertainty that the rows leave, and of two models on the same rows the difference.</summary>
/// <remarks>DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), equations 1 to 6, by the mid-ranks of Sun and Xu, IEEE Signal Processing
/// Letters 21 (2014). Limits are those of the normal distribution, 95 %. Cost: O(n log n).</remarks>
public static class RocArea
{
    private const double Normal95 = 1.959963984540054;

    /// <summary>The area and its interval.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="scores">The higher, the likelier positive (n); no NaN.</param>
    /// <returns>NaN where one class has no row.</returns>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a score is NaN.</exception>
    public static Interval Of(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores)
    {
        var shares = Shares.Of(truths, scores);
        return shares.Area is not double.NaN
            ? Around(shares.Area, Math.Sqrt(Variance(shares.Right) + Variance(shares.Left)), 0, 1)
            : new Interval(double.NaN, double.NaN, double.NaN);
    }

    /// <summary>The area of the first model less that of the second, on the same rows; an interval without 0 tells them apart.</summary>
    /// <param name="truths">More than 0 for the positive class (n).</param>
    /// <param name="first">The scores of the first model (n); no NaN.</param>
    /// <param name="second">The scores of the second model (n); no NaN.</param>
    /// <returns>NaN where one class has no row.</returns>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, or a score is NaN.</exception>
    public static Interval Difference(ReadOnlySpan<float> truths, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (difference, error) = Compare(truths, first, second);
        return double.IsNaN(difference) ? new Interval(double.NaN, double.NaN, double.NaN) : Around(difference, error, -1, 1);
    }

    /// <summary>The difference of two areas and its standard error; NaN where one class has no row.</summary>
    internal static (double Difference, double Error) Compare(ReadOnlySpan<float> truths, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (a, b) = (Shares.Of(truths, first), Shares.Of(truths, second));
        if (double.IsNaN(a.Area))
            return (double.NaN, double.NaN);
        // The models were asked about the same rows, so it is the differences row by row that vary.
        var right = a.Right.Zip(b.Right, (x, y) => x - y).ToArray();
        var left = a.Left.Zip(b.Left, (x, y) => x - y).ToArray();
        return (a.Area - b.Area, Math.Sqrt(Variance(right) + Variance(left)));
    }

    private static Interval Around(double estimate, double error, double least, double most) =>
        new(estimate, Math.Max(least, estimate - Normal95 * error), Math.Min(most, estimate + Normal95 * error));

    /// <summary>The variance of the mean of values.</summary>
    private static double Variance(double[] values)
    {
        if (values.Length < 2)
            return 0;
        var (mean, sum) = (values.Average(), 0.0);
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1) / values.Length;
    }

    /// <summary>For each row the share of the other class that it is ranked right against.</summary>
    private sealed record Shares(double[] Right, double[] Left)
    {
        public double Area => Right.Length == 0 || Left.Length == 0 ? double.NaN : Right.Average();

        public static Shares Of(ReadOnlySpan<float> truths, ReadOnlySpan<double> scores)
        {
            BinaryRows.Check(truths, scores, []);
            var isPositive = new bool[truths.Length];
            for (var row = 0; row < isPositive.Length; row++)
                isPositive[row] = truths[row] > 0;
            var all = MidRanks(scores.ToArray());
            var (own, others) = (MidRanks(Of(scores, isPositive, true)), MidRanks(Of(scores, isPositive, false)));
            var shares = new Shares(new double[own.Length], new double[others.Length]);
            for (int row = 0, i = 0, j = 0; row < isPositive.Length; row++)
                if (isPositive[row])
                    shares.Right[i] = (all[row] - own[i++]) / others.Length;
                else
                    shares.Left[j] = 1 - (all[row] - others[j++]) / own.Length;
            return shares;
        }

        private static double[] Of(ReadOnlySpan<double> scores, bool[] isPositive, bool wanted)
        {
            var kept = new List<double>();
            for (var row = 0; row < isPositive.Length; row++)
                if (isPositive[row] == wanted)
                    kept.Add(scores[row]);
            return [.. kept];
        }

        /// <summary>The place of each score from 1 up; equal scores share the mean of their places.</summary>
        private static double[] MidRanks(double[] scores)
        {
            var order = new int[scores.Length];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            Array.Sort(scores, order);
            var ranks = new double[scores.Length];
            for (int start = 0, end; start < scores.Length; start = end)
            {
                for (end = start + 1; end < scores.Length && scores[end].Equals(scores[start]);)
                    end++;
                for (var i = start; i < end; i++)
                    ranks[order[i]] = (start + end + 1) / 2.0;
            }

            return ranks;
        }
    }
}
