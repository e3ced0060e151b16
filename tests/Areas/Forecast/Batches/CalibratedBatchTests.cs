using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Intervals;
using Kirana.Forecast.Naive;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Batches;

public sealed class CalibratedBatchTests
{
    private static readonly double[] Levels = [0.1, 0.5, 0.9];

    [Fact]
    public void Means_are_those_of_a_batch_and_a_series_comes_out_alike_in_any_block()
    {
        TimeSeries[] series = [.. Enumerable.Range(0, 40).Select(i => Made.Named($"s{i}", Made.Wave(30 + i, 7, swing: i))), Made.Named("empty"), Made.Named("one", 4)];
        var batch = new ForecastBatch { Season = 7, Horizon = 9, Intervals = new ConformalIntervals { Levels = Levels } };
        var whole = batch.Fit(series, FitContext.Default);
        var calibrated = CalibratedBatch.Of(batch, series[..20], FitContext.Default);
        var together = calibrated.Fit(series, FitContext.Default);
        var alike = CalibratedBatch.Of(batch, series[..20], new FitContext { Threads = 1 });
        for (var i = 0; i < series.Length; i++)
        {
            var forecast = together.Forecast(i, 9, Levels);
            Assert.Equal(whole.Forecast(i, 9, Levels).Mean, forecast.Mean);
            Assert.Equivalent(forecast, alike.Fit([series[i]], FitContext.Default).Forecast(0, 9, Levels), strict: true);
            for (var k = 0; k < 9; k++)
                Assert.True(forecast.Quantiles[0][k] <= forecast.Quantiles[1][k] && forecast.Quantiles[1][k] <= forecast.Quantiles[2][k]);
        }
    }

    [Fact]
    public void Intervals_settled_on_a_sample_hold_for_other_series()
    {
        const int Length = 80;
        const int Horizon = 8;
        // Noise of very different sizes around a level: a sample of some says how far the others stray.
        TimeSeries Drawn(int i)
        {
            var random = new RandomStream(5, (ulong)i);
            var values = new double[Length + Horizon];
            foreach (ref var value in values.AsSpan())
                value = 1000 + Math.Pow(10, i % 4 - 1) * random.NextGaussian();
            return Made.Named($"s{i}", values);
        }

        var all = Enumerable.Range(0, 1200).Select(Drawn).ToArray();
        var known = Array.ConvertAll(all, one => one.Head(Length));
        var batch = new ForecastBatch { Horizon = Horizon, Learner = new SeasonalNaive { Season = 1 }, Intervals = new ConformalIntervals { Levels = Levels } };
        var model = CalibratedBatch.Of(batch, known[..300], FitContext.Default).Fit(known[300..], FitContext.Default);
        var inside = 0;
        for (var i = 0; i < model.Count; i++)
        {
            var forecast = model.Forecast(i, Horizon, Levels);
            for (var k = 0; k < Horizon; k++)
                inside += all[300 + i].Values[Length + k] is var truth && truth >= forecast.Quantiles[0][k] && truth <= forecast.Quantiles[2][k] ? 1 : 0;
        }

        Assert.InRange(inside / (double)(model.Count * Horizon), 0.78, 0.83);
    }

    [Fact]
    public void Intervals_hold_where_series_err_unlike_in_units_of_what_they_move_by()
    {
        const int Length = 80;
        const int Horizon = 8;
        // The last value is as good for noise as for a random walk at one step, and much worse for the walk after eight.
        TimeSeries Drawn(int i)
        {
            var (random, level) = (new RandomStream(6, (ulong)i), 0.0);
            var values = new double[Length + Horizon];
            foreach (ref var value in values.AsSpan())
                value = (level = (i % 4 < 2 ? level : 0) + random.NextGaussian());
            return Made.Named($"s{i}", values);
        }

        var all = Enumerable.Range(0, 1200).Select(Drawn).ToArray();
        var known = Array.ConvertAll(all, one => one.Head(Length));
        var batch = new ForecastBatch { Horizon = Horizon, Learner = new SeasonalNaive { Season = 1 }, Intervals = new ConformalIntervals() };
        foreach (var model in new[] { CalibratedBatch.Of(batch, known, FitContext.Default).Fit(known, FitContext.Default), batch.Fit(known, FitContext.Default) })
        {
            var inside = 0;
            for (var i = 0; i < model.Count; i++)
            {
                var forecast = model.Forecast(i, Horizon, Levels);
                for (var k = 0; k < Horizon; k++)
                    inside += all[i].Values[Length + k] is var truth && truth >= forecast.Quantiles[0][k] && truth <= forecast.Quantiles[2][k] ? 1 : 0;
            }

            Assert.InRange(inside / (double)(model.Count * Horizon), 0.78, 0.83);
        }
    }

    [Fact]
    public void Without_intervals_or_series_there_is_nothing_to_settle()
    {
        var batch = new ForecastBatch { Horizon = 3, Intervals = null };
        var model = CalibratedBatch.Of(batch, [], FitContext.Default).Fit([Made.Series(1, 2, 3, 4)], FitContext.Default);
        Assert.Empty(model.Forecast(0, 3).Quantiles);
        var alone = CalibratedBatch.Of(new ForecastBatch { Horizon = 3 }, [], FitContext.Default).Fit([Made.Series(1, 2, 3, 4)], FitContext.Default);
        Assert.All(alone.Forecast(0, 3, Levels).Quantiles.SelectMany(quantile => quantile), value => Assert.True(double.IsFinite(value)));
        Assert.Throws<ArgumentException>(() => CalibratedBatch.Of(batch with { Horizon = 0 }, [], FitContext.Default));
    }
}
