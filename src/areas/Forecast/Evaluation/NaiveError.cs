namespace Kirana.Forecast.Evaluation;

/// <summary>How badly a series is forecast by itself one season ago: the yardstick of scaled errors.</summary>
/// <remarks>The lag is the season where the series is longer than a season, else 1. Pairs with a missing observation do not count.
/// Hyndman and Koehler, "Another look at measures of forecast accuracy", International Journal of Forecasting 22 (2006).</remarks>
public static class NaiveError
{
    /// <summary>The mean absolute difference at the lag; NaN where there is no pair.</summary>
    /// <param name="training">The observations before the forecast.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    public static double Absolute(ReadOnlySpan<double> training, int season) => Mean(training, season, Math.Abs);

    /// <summary>The mean squared difference at the lag; NaN where there is no pair.</summary>
    /// <param name="training">The observations before the forecast.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    public static double Squared(ReadOnlySpan<double> training, int season) => Mean(training, season, difference => difference * difference);

    private static double Mean(ReadOnlySpan<double> training, int season, Func<double, double> loss)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        var lag = training.Length > season ? season : 1;
        var (sum, count) = (0.0, 0);
        for (var t = lag; t < training.Length; t++)
        {
            var difference = training[t] - training[t - lag];
            if (double.IsNaN(difference))
                continue;
            sum += loss(difference);
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
