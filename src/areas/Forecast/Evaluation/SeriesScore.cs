using Kirana.Data.Series;

namespace Kirana.Forecast.Evaluation;

/// <summary>How well one series was forecast. A figure that cannot be had is NaN, a scaled one over a yardstick of 0 not finite.</summary>
/// <param name="Key">The series' key.</param>
/// <param name="Points">Observations the figures rest on.</param>
/// <param name="Smape">See <see cref="PointErrors.Smape"/>.</param>
/// <param name="Mase">See <see cref="PointErrors.Mase"/>.</param>
/// <param name="Rmsse">See <see cref="PointErrors.Rmsse"/>.</param>
/// <param name="Rmse">See <see cref="PointErrors.Rmse"/>.</param>
/// <param name="Mae">See <see cref="PointErrors.Mae"/>.</param>
/// <param name="Bias">See <see cref="PointErrors.Bias"/>.</param>
/// <param name="MeanActual">The mean of |y|.</param>
/// <param name="Pinball">The mean pinball loss over steps and levels; NaN without quantiles.</param>
/// <param name="Crps">See <see cref="QuantileErrors.Crps"/>; NaN without quantiles.</param>
/// <param name="Coverage">The share of observations between the outermost quantiles; NaN with fewer than two.</param>
public sealed record SeriesScore(
    string Key, int Points, double Smape, double Mase, double Rmsse, double Rmse, double Mae, double Bias, double MeanActual,
    double Pinball, double Crps, double Coverage)
{
    /// <summary>See <see cref="PointErrors.Mape"/>.</summary>
    public double Mape { get; init; } = double.NaN;

    /// <summary>See <see cref="QuantileErrors.Msis"/>, of the outermost quantiles; NaN with fewer than two.</summary>
    public double Msis { get; init; } = double.NaN;

    /// <summary>What the series counts in weighted figures: the sum of |y| over the last steps of the training, as many as were forecast. Another,
    /// such as the revenue, can stand here.</summary>
    public double Weight { get; init; }

    /// <summary>Compares a forecast with what came.</summary>
    /// <param name="training">The observations the forecast was made from.</param>
    /// <param name="actual">What came, from the forecast's first step on; at most as long as the horizon. NaN where missing.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <exception cref="ArgumentException">More came than was forecast.</exception>
    public static SeriesScore Of(TimeSeries training, ReadOnlySpan<double> actual, SeriesForecast forecast, int season)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(forecast);
        var mean = forecast.Mean.AsSpan();
        var (points, size) = (0, 0.0);
        foreach (var value in actual)
        {
            if (double.IsNaN(value))
                continue;
            points++;
            size += Math.Abs(value);
        }

        var levels = forecast.Levels;
        var losses = new double[levels.Length];
        for (var i = 0; i < levels.Length; i++)
            losses[i] = QuantileErrors.Pinball(actual, forecast.Quantiles[i], levels[i]);
        return new SeriesScore(
            forecast.Key, points, PointErrors.Smape(actual, mean), PointErrors.Mase(actual, mean, training.Values, season),
            PointErrors.Rmsse(actual, mean, training.Values, season), PointErrors.Rmse(actual, mean), PointErrors.Mae(actual, mean),
            PointErrors.Bias(actual, mean), size / points, losses.Length == 0 ? double.NaN : losses.Average(),
            losses.Length == 0 ? double.NaN : QuantileErrors.Crps(losses, levels),
            levels.Length < 2 ? double.NaN : QuantileErrors.Coverage(actual, forecast.Quantiles[0], forecast.Quantiles[^1]))
        {
            Mape = PointErrors.Mape(actual, mean),
            Msis = levels.Length < 2 ? double.NaN
                : QuantileErrors.Msis(actual, forecast.Quantiles[0], forecast.Quantiles[^1], levels[^1] - levels[0], training.Values, season),
            Weight = Size(training.Values[Math.Max(0, training.Length - mean.Length)..]),
        };
    }

    private static double Size(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += double.IsFinite(value) ? Math.Abs(value) : 0;
        return sum;
    }
}
