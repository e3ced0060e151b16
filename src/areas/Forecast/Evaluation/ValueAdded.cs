using Kirana.Numerics.Statistics;

namespace Kirana.Forecast.Evaluation;

/// <summary>Forecast value added: the share of another forecast's error that this one avoids.</summary>
/// <remarks>Gilliland, "The business forecasting deal" (2010), chapter 4: a step of a forecasting process that does not beat the one before it,
/// the naive forecast first of all, adds no value.</remarks>
public static class ValueAdded
{
    /// <summary>1 − Σ error ÷ Σ other's error over the series both have, with its 95 % bootstrap interval over the series; above 0 is a gain.</summary>
    /// <param name="scores">The scores of the forecast.</param>
    /// <param name="others">Those of the benchmark: the naive forecast, simple smoothing, the incumbent's.</param>
    /// <param name="error">The error compared, such as <c>score => score.Mae</c>; a series where either is not finite does not count.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    /// <returns>The value added, at most 1; <see langword="null"/> without a series in common or where the benchmark makes no error.</returns>
    /// <exception cref="ArgumentException">Two scores of one side have one key.</exception>
    public static Interval? Of(IReadOnlyList<SeriesScore> scores, IReadOnlyList<SeriesScore> others, Func<SeriesScore, double> error, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(error);
        var benchmark = others.ToDictionary(score => score.Key, error, StringComparer.Ordinal);
        var (own, their) = (new List<double>(), new List<double>());
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var score in scores)
        {
            if (!seen.Add(score.Key))
                throw new ArgumentException($"Two scores have the key '{score.Key}'; one each is expected.", nameof(scores));
            if (benchmark.TryGetValue(score.Key, out var theirs) && double.IsFinite(theirs) && double.IsFinite(error(score)))
            {
                own.Add(error(score));
                their.Add(theirs);
            }
        }

        var size = their.Sum();
        if (!(size > 0))
            return null;
        // A ratio of sums a / b: its interval is that of the mean of R + (a − R b) / mean(b), the ratio's first-order expansion.
        var ratio = own.Sum() / size;
        var unit = size / their.Count;
        return Bootstrap.MeanInterval([.. own.Select((mine, i) => 1 - ratio - (mine - ratio * their[i]) / unit)], seed: seed);
    }
}
