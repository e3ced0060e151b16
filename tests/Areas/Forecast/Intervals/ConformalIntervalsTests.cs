using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Intervals;
using Kirana.Forecast.Smoothing;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Intervals;

public sealed class ConformalIntervalsTests
{
    private const int Horizon = 12;
    private static readonly double[] Levels = [0.05, 0.1, 0.5, 0.9, 0.95];

    [Theory]
    [InlineData(90, 10)]
    [InlineData(90, 50)]
    [InlineData(25, 10)]
    public void Simulated_series_are_covered_as_promised(int length, int windows)
    {
        var batch = new ForecastBatch { Learner = new SimpleSmoothing(), Horizon = Horizon, Season = 7, Intervals = new ConformalIntervals { Windows = windows } };
        var whole = Enumerable.Range(0, 400).Select(i => Walk(i, length + Horizon)).ToArray();
        var model = batch.Fit([.. whole.Select(series => series.Head(length))], FitContext.Default);
        var (below, above, inside, points) = (0, 0, 0, 0);
        for (var i = 0; i < whole.Length; i++)
        {
            var forecast = model.Forecast(i, Horizon, Levels);
            var truth = whole[i].Values[length..];
            for (var k = 0; k < Horizon; k++, points++)
            {
                below += truth[k] < forecast.Quantiles[1][k] ? 1 : 0;
                above += truth[k] > forecast.Quantiles[3][k] ? 1 : 0;
                inside += truth[k] >= forecast.Quantiles[0][k] && truth[k] <= forecast.Quantiles[4][k] ? 1 : 0;
            }
        }

        // Windows of its own are few and overlap, so a series is covered a little less surely than a pool; short series lack whole horizons.
        Assert.InRange((double)inside / points, 0.86, 0.94);
        Assert.InRange((double)below / points, 0.06, 0.14);
        Assert.InRange((double)above / points, 0.06, 0.14);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Series_that_grow_are_covered_by_what_they_move_by_now(bool each)
    {
        const int Length = 26;
        var batch = new ForecastBatch { Learner = new SimpleSmoothing(), Horizon = 6, Intervals = new ConformalIntervals { EachSeries = each, PooledSeries = 1000 } };
        var whole = Enumerable.Range(0, 2000).Select(i => Growing(i, Length + 6)).ToArray();
        var model = batch.Fit([.. whole.Select(series => series.Head(Length))], FitContext.Default);
        var (inside, points) = (0, 0);
        for (var i = 0; i < whole.Length; i++)
        {
            var forecast = model.Forecast(i, 6, Levels);
            for (var k = 0; k < 6; k++, points++)
                inside += whole[i].Values[Length + k] >= forecast.Quantiles[1][k] && whole[i].Values[Length + k] <= forecast.Quantiles[3][k] ? 1 : 0;
        }

        // Errors in their own units would be too small: they were made when the strides were shorter.
        Assert.InRange((double)inside / points, 0.77, 0.83);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_few_that_sell_daily_are_covered_as_promised_among_many_that_seldom_sell(bool each)
    {
        const int Length = 100, Daily = 30, All = 1500;
        var whole = Enumerable.Range(0, All).Select(i => i % (All / Daily) == 7 ? Selling(i, Length + Horizon, daily: 0.95) : Selling(i, Length + Horizon, daily: 0.03)).ToArray();
        var batch = new ForecastBatch { Learner = new SimpleSmoothing(), Horizon = Horizon, Season = 7, Intervals = new ConformalIntervals { EachSeries = each, PooledSeries = 240 } };
        var model = batch.Fit([.. whole.Select(series => series.Head(Length))], FitContext.Default);
        var (below, above, points) = (0, 0, 0);
        for (var i = 7; i < All; i += All / Daily)
        {
            var forecast = model.Forecast(i, Horizon, Levels);
            for (var k = 0; k < Horizon; k++, points++)
            {
                below += whole[i].Values[Length + k] < forecast.Quantiles[1][k] ? 1 : 0;
                above += whole[i].Values[Length + k] > forecast.Quantiles[3][k] ? 1 : 0;
            }
        }

        // 360 points; those of one series hang together a little.
        Assert.InRange((double)below / points, 0.03, 0.17);
        Assert.InRange((double)above / points, 0.03, 0.17);
    }

    [Fact]
    public void Old_errors_count_less_and_weights_of_one_give_the_split_conformal_quantile()
    {
        var errors = new WeightedErrors();
        for (var i = 1; i <= 9; i++)
            errors.Add(i, 1);
        // ⌈10 · 0.8⌉ = 8; below the middle the mirror: 10 − 8.
        Assert.Equal(8, errors.Quantile(0.8));
        Assert.Equal(2, errors.Quantile(0.2));
        errors.Add(100, 0.1);
        // All weight is 9.1 + 1, of which 0.9 is 9.09: the sum of the nine reaches only 9.
        Assert.Equal(100, errors.Quantile(0.9));
        Assert.Equal(9, errors.Quantile(0.85));
    }

    [Fact]
    public void Short_series_borrow_the_errors_of_others()
    {
        var series = Enumerable.Range(0, 60).Select(i => Walk(i, 80)).Append(Made.Named("short", 100, 103, 99)).ToArray();
        var forecast = new ForecastBatch { Horizon = Horizon }.Fit(series, FitContext.Default).Forecast(60, Horizon, Levels);
        Assert.All(Enumerable.Range(0, Horizon), k => Assert.True(forecast.Quantiles[4][k] > forecast.Quantiles[3][k] + 0.1));
    }

    [Fact]
    public void Quantiles_never_cross_and_never_sink_below_zero_demand()
    {
        var series = Enumerable.Range(0, 40).Select(i => Sparse(i, 60)).ToArray();
        var model = new ForecastBatch { Horizon = Horizon, Season = 7 }.Fit(series, FitContext.Default);
        for (var i = 0; i < series.Length; i++)
        {
            var forecast = model.Forecast(i, 3 * Horizon, [.. Enumerable.Range(5, 90).Select(p => p / 100.0)]);
            for (var k = 0; k < forecast.Horizon; k++)
            {
                Assert.True(forecast.Quantiles[0][k] >= 0 && forecast.Mean[k] >= 0);
                for (var q = 1; q < forecast.Quantiles.Length; q++)
                    Assert.True(forecast.Quantiles[q][k] >= forecast.Quantiles[q - 1][k]);
            }
        }
    }

    [Fact]
    public void A_series_that_was_below_zero_may_be_again()
    {
        var forecast = new ForecastBatch { Horizon = 4 }.Fit([Made.Series(-3, 4, -5, 2, -4, 3, -2, 1)], FitContext.Default).Forecast(0, 4, 0.1);
        Assert.True(forecast.Quantiles[0][0] < 0);
    }

    [Fact]
    public void A_level_beyond_the_calibrated_ones_is_refused()
    {
        var model = new ForecastBatch { Horizon = 4 }.Fit([Made.Series(1, 2, 3)], FitContext.Default);
        Assert.Contains("0.025 and 0.975", Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(0, 4, 0.99)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Forecast(0, 4, 0.5, 0.5));
    }

    [Fact]
    public void Every_wrong_option_is_named()
    {
        var batch = new ForecastBatch { Intervals = new ConformalIntervals { Windows = 0, Levels = [0.5, 0.4], PooledSeries = 0 } };
        var message = Assert.Throws<ArgumentException>(() => batch.Fit([], FitContext.Default)).Message;
        Assert.All(["Windows is 0", "PooledSeries is 0", "Levels are 0.5, 0.4"], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    /// <summary>A level that wanders, with noise around it: what simple smoothing is made for.</summary>
    private static TimeSeries Walk(int number, int length)
    {
        var stream = new RandomStream(7, (ulong)number);
        var values = new double[length];
        var (level, size) = (100.0, 1 + number % 5);
        for (var t = 0; t < length; t++)
        {
            level += 0.3 * size * stream.NextGaussian();
            values[t] = level + size * stream.NextGaussian();
        }

        return Made.Named($"walk {number}", values);
    }

    /// <summary>A walk whose strides grow with time.</summary>
    private static TimeSeries Growing(int number, int length)
    {
        var stream = new RandomStream(11, (ulong)number);
        var values = new double[length];
        for (var t = 1; t < length; t++)
            values[t] = values[t - 1] + t * (1 + number % 5) * stream.NextGaussian();
        return Made.Named($"growing {number}", values);
    }

    /// <summary>Sales of 10 to 30 on a share of days.</summary>
    private static TimeSeries Selling(int number, int length, double daily)
    {
        var stream = new RandomStream(13, (ulong)number);
        var values = new double[length];
        for (var t = 0; t < length; t++)
            values[t] = stream.NextDouble() < daily ? 10 + stream.Next(21) : 0;
        return Made.Named($"selling {number}", values);
    }

    private static TimeSeries Sparse(int number, int length)
    {
        var stream = new RandomStream(9, (ulong)number);
        var values = new double[length];
        for (var t = 0; t < length; t++)
            values[t] = stream.NextDouble() < 0.2 ? 1 + stream.Next(5) : 0;
        return Made.Named($"sparse {number}", values);
    }
}
