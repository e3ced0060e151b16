using Kirana.Forecast.Evaluation;

namespace Kirana.Tests.Areas.Forecast.Evaluation;

/// <summary>Every figure by hand: y = 2, 4, 0; f = 1, 6, 0.</summary>
public sealed class PointErrorsTests
{
    private static readonly double[] Actual = [2, 4, 0];
    private static readonly double[] Forecast = [1, 6, 0];

    [Fact]
    public void Smape_counts_nothing_against_nothing_as_right() =>
        Assert.Equal((200.0 / 3 + 200.0 * 2 / 10 + 0) / 3, PointErrors.Smape(Actual, Forecast), 1e-12);

    [Fact]
    public void Mape_leaves_out_what_was_nothing()
    {
        // 100 · 1/2 and 100 · 2/4; the third observation is 0.
        Assert.Equal(50, PointErrors.Mape(Actual, Forecast), 1e-12);
        Assert.True(double.IsNaN(PointErrors.Mape([0], [1])));
    }

    [Fact]
    public void Absolute_and_squared_errors_and_bias()
    {
        Assert.Equal(1, PointErrors.Mae(Actual, Forecast), 1e-12);
        Assert.Equal(5.0 / 3, PointErrors.Mse(Actual, Forecast), 1e-12);
        Assert.Equal(Math.Sqrt(5.0 / 3), PointErrors.Rmse(Actual, Forecast), 1e-12);
        Assert.Equal(1.0 / 3, PointErrors.Bias(Actual, Forecast), 1e-12);
    }

    [Fact]
    public void Scaled_errors_divide_by_the_seasonal_naive_error()
    {
        double[] training = [1, 5, 3, 4, 9, 5];
        // Lag 2: |3−1|, |4−5|, |9−3|, |5−4| = 2, 1, 6, 1.
        Assert.Equal(2.5, NaiveError.Absolute(training, 2), 1e-12);
        Assert.Equal(10.5, NaiveError.Squared(training, 2), 1e-12);
        Assert.Equal(0.4, PointErrors.Mase(Actual, Forecast, training, 2), 1e-12);
        Assert.Equal(Math.Sqrt(5.0 / 3 / 10.5), PointErrors.Rmsse(Actual, Forecast, training, 2), 1e-12);
    }

    [Fact]
    public void A_series_no_longer_than_a_season_is_scaled_by_lag_one()
    {
        Assert.Equal(3, NaiveError.Absolute([1, 5, 3], 3), 1e-12);
        Assert.True(double.IsNaN(NaiveError.Absolute([1], 3)));
        Assert.True(double.IsNaN(NaiveError.Absolute([1, double.NaN, 3], 1)));
    }

    [Fact]
    public void A_missing_observation_does_not_count()
    {
        Assert.Equal(2, PointErrors.Mae([double.NaN, 4], [1, 6]), 1e-12);
        Assert.True(double.IsNaN(PointErrors.Mae([double.NaN], [1])));
    }

    [Fact]
    public void A_forecast_too_short_is_refused() => Assert.Throws<ArgumentException>(() => PointErrors.Mae([1, 2], [1]));
}
