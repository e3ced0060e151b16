using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Evaluation;

/// <summary>Averages of scores over series, with 95 % bootstrap intervals over the series.</summary>
/// <remarks>Every series counts the same. <c>mase</c> and <c>rmsse</c> average over the series where they are finite. <c>wql</c> is the
/// weighted quantile loss, 2 Σ pinball / Σ|y| over all series and steps, averaged over the levels; <c>wrmsse</c> is the mean of RMSSE weighted by
/// <see cref="SeriesScore.Weight"/>, as in the M5 competition. In these two a large series counts for more.</remarks>
public static class ScoreSummary
{
    // Resampling means of groups of series has the same variance as resampling the series, and costs as much for a million of them.
    private const int LargestSample = 2000;
    private const int Groups = 1000;

    /// <summary>Averages the scores.</summary>
    /// <param name="scores">The scores; those without a point are left out.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <returns>The figures by name: <c>mape smape mase rmsse wrmsse rmse mae bias pinball wql crps msis coverage</c>, as far as they can be had.</returns>
    public static IReadOnlyDictionary<string, Interval> Of(IReadOnlyList<SeriesScore> scores, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var scored = scores.Where(score => score.Points > 0).ToArray();
        var summary = new SortedDictionary<string, Interval>(StringComparer.Ordinal);
        Add("mape", score => score.Mape);
        Add("smape", score => score.Smape);
        Add("mase", score => score.Mase);
        Add("rmsse", score => score.Rmsse);
        Add("rmse", score => score.Rmse);
        Add("mae", score => score.Mae);
        Add("bias", score => score.Bias);
        Add("pinball", score => score.Pinball);
        Add("crps", score => score.Crps);
        Add("msis", score => score.Msis);
        Add("coverage", score => score.Coverage);
        if (Ratio(scored, score => 2 * score.Points * score.Pinball, score => score.Points * score.MeanActual, seed) is { } loss)
            summary.Add("wql", loss);
        if (Ratio(scored, score => score.Weight * score.Rmsse, score => score.Weight, seed) is { } weighted)
            summary.Add("wrmsse", weighted);
        return summary;

        void Add(string name, Func<SeriesScore, double> figure)
        {
            var values = scored.Select(figure).Where(double.IsFinite).ToArray();
            if (values.Length > 0)
                summary.Add(name, MeanInterval(values, seed));
        }
    }

    /// <summary>A ratio of sums a / b; its interval is that of the mean of R + (a − R b) / mean(b), the ratio's first-order expansion.</summary>
    private static Interval? Ratio(SeriesScore[] scores, Func<SeriesScore, double> a, Func<SeriesScore, double> b, ulong seed)
    {
        var known = scores.Where(score => double.IsFinite(a(score))).ToArray();
        var size = known.Sum(b);
        if (!(size > 0))
            return null;
        var ratio = known.Sum(a) / size;
        var unit = size / known.Length;
        return MeanInterval([.. known.Select(score => ratio + (a(score) - ratio * b(score)) / unit)], seed);
    }

    private static Interval MeanInterval(double[] values, ulong seed)
    {
        if (values.Length <= LargestSample)
            return Bootstrap.MeanInterval(values, seed: seed);
        var means = new double[Groups];
        for (var i = 0; i < Groups; i++)
        {
            var (from, to) = ((long)values.Length * i / Groups, (long)values.Length * (i + 1) / Groups);
            means[i] = values.AsSpan((int)from, (int)(to - from)).ToArray().Average();
        }

        return Bootstrap.MeanInterval(means, seed: seed) with { Estimate = values.Average() };
    }
}
