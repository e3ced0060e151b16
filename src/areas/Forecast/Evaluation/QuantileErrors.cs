namespace Kirana.Forecast.Evaluation;

/// <summary>Errors of quantile forecasts over one horizon. Steps whose observation is missing do not count; NaN where none does.</summary>
public static class QuantileErrors
{
    /// <summary>The pinball loss of one quantile: (y − q) τ where y lies above q, (q − y) (1 − τ) below.</summary>
    /// <param name="actual">The observation y.</param>
    /// <param name="quantile">The quantile q.</param>
    /// <param name="level">Its probability τ, between 0 and 1.</param>
    public static double Pinball(double actual, double quantile, double level) =>
        actual >= quantile ? (actual - quantile) * level : (quantile - actual) * (1 - level);

    /// <summary>The mean pinball loss of a quantile over the horizon, in units of the series.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="quantiles">The quantile of each step, at least as many.</param>
    /// <param name="level">Its probability.</param>
    /// <exception cref="ArgumentException">There are fewer quantiles than observations.</exception>
    public static double Pinball(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantiles, double level)
    {
        CheckLength(actual, quantiles);
        var (sum, count) = (0.0, 0);
        for (var t = 0; t < actual.Length; t++)
        {
            if (double.IsNaN(actual[t]))
                continue;
            sum += Pinball(actual[t], quantiles[t], level);
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }

    /// <summary>The continuous ranked probability score, in units of the series: twice the pinball loss integrated over the
    /// probability, where each level stands for the probabilities nearest to it.</summary>
    /// <param name="pinball">The mean pinball loss of each level.</param>
    /// <param name="levels">The levels, ascending.</param>
    /// <remarks>Gneiting and Raftery, "Strictly proper scoring rules", JASA 102 (2007), section 4.2. For 1 level it is the
    /// absolute error of the median.</remarks>
    /// <exception cref="ArgumentException">There is not one loss for each level, or none at all.</exception>
    public static double Crps(ReadOnlySpan<double> pinball, ReadOnlySpan<double> levels)
    {
        if (pinball.Length != levels.Length || levels.IsEmpty)
            throw new ArgumentException($"There are {pinball.Length} losses for {levels.Length} levels; one each is expected.", nameof(pinball));
        var sum = 0.0;
        for (var i = 0; i < levels.Length; i++)
        {
            var from = i == 0 ? 0 : 0.5 * (levels[i - 1] + levels[i]);
            var to = i == levels.Length - 1 ? 1 : 0.5 * (levels[i] + levels[i + 1]);
            sum += 2 * pinball[i] * (to - from);
        }

        return sum;
    }

    /// <summary>The share of observations inside the interval, its ends included.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="lower">The lower end of each step.</param>
    /// <param name="upper">The upper end of each step.</param>
    /// <exception cref="ArgumentException">There are fewer ends than observations.</exception>
    public static double Coverage(ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        CheckLength(actual, lower);
        CheckLength(actual, upper);
        var (inside, count) = (0, 0);
        for (var t = 0; t < actual.Length; t++)
        {
            if (double.IsNaN(actual[t]))
                continue;
            inside += actual[t] >= lower[t] && actual[t] <= upper[t] ? 1 : 0;
            count++;
        }

        return count == 0 ? double.NaN : (double)inside / count;
    }

    /// <summary>The mean scaled interval score: the mean of (u − l) + 2/α · (how far y lies outside), ÷ <see cref="NaiveError.Absolute"/>; not finite
    /// where that is 0.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="lower">The lower end l of each step.</param>
    /// <param name="upper">The upper end u of each step.</param>
    /// <param name="coverage">The probability 1 − α that the interval promises, in (0, 1).</param>
    /// <param name="training">The observations before.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <remarks>Gneiting and Raftery (2007), section 6.2; scaled as in the M4 competition.</remarks>
    /// <exception cref="ArgumentException">There are fewer ends than observations.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The coverage lies outside (0, 1).</exception>
    public static double Msis(
        ReadOnlySpan<double> actual, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double coverage, ReadOnlySpan<double> training, int season)
    {
        CheckLength(actual, lower);
        CheckLength(actual, upper);
        if (!(coverage is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A coverage lies in (0, 1).");
        var (sum, count) = (0.0, 0);
        for (var t = 0; t < actual.Length; t++)
        {
            if (double.IsNaN(actual[t]))
                continue;
            var outside = Math.Max(0, lower[t] - actual[t]) + Math.Max(0, actual[t] - upper[t]);
            sum += upper[t] - lower[t] + 2 / (1 - coverage) * outside;
            count++;
        }

        return count == 0 ? double.NaN : sum / count / NaiveError.Absolute(training, season);
    }

    private static void CheckLength(ReadOnlySpan<double> actual, ReadOnlySpan<double> quantiles)
    {
        if (quantiles.Length < actual.Length)
            throw new ArgumentException($"There are {quantiles.Length} quantiles for {actual.Length} observations.", nameof(quantiles));
    }
}
