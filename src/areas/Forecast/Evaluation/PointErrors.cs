namespace Kirana.Forecast.Evaluation;

/// <summary>Errors of point forecasts y against f over one horizon. Steps whose observation is missing do not count; NaN where none does.</summary>
public static class PointErrors
{
    /// <summary>Symmetric mean absolute percentage error, 0 to 200: the mean of 200 |y − f| / (|y| + |f|), 0 where both are 0.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Smape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Mean(actual, forecast, static (y, f) =>
    {
        var size = Math.Abs(y) + Math.Abs(f);
        return size == 0 ? 0 : 200 * Math.Abs(y - f) / size;
    });

    /// <summary>Mean absolute percentage error: the mean of 100 |y − f| / |y| over the steps where y is not 0; NaN where there is none.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Mape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) =>
        Mean(actual, forecast, static (y, f) => y == 0 ? double.NaN : 100 * Math.Abs(y - f) / Math.Abs(y));

    /// <summary>Mean absolute error, in units of the series.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Mae(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Mean(actual, forecast, static (y, f) => Math.Abs(y - f));

    /// <summary>Mean squared error, in squared units of the series.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Mse(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Mean(actual, forecast, static (y, f) => (y - f) * (y - f));

    /// <summary>Root mean squared error, in units of the series.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Rmse(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Math.Sqrt(Mse(actual, forecast));

    /// <summary>Mean of forecast − observation: above 0 is too much, in units of the series.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Bias(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast) => Mean(actual, forecast, static (y, f) => f - y);

    /// <summary>Mean absolute scaled error: <see cref="Mae"/> ÷ <see cref="NaiveError.Absolute"/>; infinite or NaN where that is 0.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <param name="training">The observations before.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Mase(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> training, int season) =>
        Mae(actual, forecast) / NaiveError.Absolute(training, season);

    /// <summary>Root mean squared scaled error: √(mean squared error ÷ <see cref="NaiveError.Squared"/>); infinite or NaN where that is 0.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was said, at least as long.</param>
    /// <param name="training">The observations before.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <exception cref="ArgumentException">The forecast is shorter.</exception>
    public static double Rmsse(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> training, int season) =>
        Math.Sqrt(Mse(actual, forecast) / NaiveError.Squared(training, season));

    private static double Mean(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, Func<double, double, double> loss)
    {
        if (forecast.Length < actual.Length)
            throw new ArgumentException($"The forecast has {forecast.Length} steps, the observations {actual.Length}.", nameof(forecast));
        var (sum, count) = (0.0, 0);
        for (var t = 0; t < actual.Length; t++)
        {
            if (double.IsNaN(actual[t]))
                continue;
            var one = loss(actual[t], forecast[t]);
            if (double.IsNaN(one))
                continue;
            sum += one;
            count++;
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
