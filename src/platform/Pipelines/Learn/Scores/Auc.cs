using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Learn.Scores;

/// <summary>The area under the ROC curve: the chance that a row of the second class is scored above one of the first, ties counting half.</summary>
internal static class Auc
{
    private const double Normal95 = 1.959964;

    /// <summary>The area with its interval of 95 % (DeLong, DeLong and Clarke-Pearson, Biometrics 1988, with the mid-ranks of Sun and Xu, IEEE Signal
    /// Processing Letters 2014); NaN where one class has no row.</summary>
    public static Interval Of(ReadOnlySpan<float> truths, ReadOnlySpan<float> scores)
    {
        var isPositive = new bool[truths.Length];
        for (var row = 0; row < isPositive.Length; row++)
            isPositive[row] = truths[row] > 0;
        var all = MidRanks(scores);
        double[] own = [.. MidRanks(Of(scores, isPositive, true))], others = [.. MidRanks(Of(scores, isPositive, false))];
        var (m, n) = (own.Length, others.Length);
        if (m == 0 || n == 0)
            return new Interval(double.NaN, double.NaN, double.NaN);
        // For each row the share of the other class that it is ranked right against.
        var (right, left) = (new double[m], new double[n]);
        for (int row = 0, i = 0, j = 0; row < isPositive.Length; row++)
            if (isPositive[row])
                right[i] = (all[row] - own[i++]) / n;
            else
                left[j] = 1 - (all[row] - others[j++]) / m;
        var area = right.Average();
        var error = Normal95 * Math.Sqrt(Variance(right) / m + Variance(left) / n);
        return new Interval(area, Math.Max(0, area - error), Math.Min(1, area + error));
    }

    private static float[] Of(ReadOnlySpan<float> scores, bool[] isPositive, bool wanted)
    {
        var kept = new List<float>();
        for (var row = 0; row < isPositive.Length; row++)
            if (isPositive[row] == wanted)
                kept.Add(scores[row]);
        return [.. kept];
    }

    /// <summary>The place of each score from 1 up; equal scores share the mean of their places.</summary>
    private static double[] MidRanks(ReadOnlySpan<float> scores)
    {
        var sorted = scores.ToArray();
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && sorted[end].Equals(sorted[start]);)
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + end + 1) / 2.0;
        }

        return ranks;
    }

    private static double Variance(double[] values)
    {
        if (values.Length < 2)
            return 0;
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
