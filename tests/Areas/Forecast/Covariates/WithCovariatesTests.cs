using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Covariates;
using Kirana.Forecast.Ensembles;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Covariates;

public sealed class WithCovariatesTests
{
    private const int Horizon = 7;
    private static readonly TimeAxis Days = TimeAxis.Days(new DateOnly(2025, 1, 1));

    [Fact]
    public void Known_effects_are_recovered_and_forecasts_are_better_with_them()
    {
        var set = new SimulatedSet(seed: 1, series: 8, length: 140, Horizon) { Campaign = 0.4, Price = 0.05 };
        var learned = Learn(set);
        Assert.True(learned.Multiplies);
        Assert.Equal([true, true, false], learned.Trials.Select(trial => trial.Used));
        var (campaign, price) = (learned.Trials[0], learned.Trials[1]);
        Assert.InRange(Math.Exp(0.4) - 1, campaign.Effect!.Value.Lower, campaign.Effect.Value.Upper);
        Assert.InRange(Math.Exp(0.05) - 1, price.Effect!.Value.Lower, price.Effect.Value.Upper);
        Assert.True(campaign.Gain!.Value.Lower > 0 && campaign.Effect.Value.Upper - campaign.Effect.Value.Lower < 0.2);
        Assert.True(set.Error(learned) < 0.85 * set.Error(null));
    }

    [Fact]
    public void Effects_that_add_are_told_from_those_that_multiply()
    {
        // Sales around a level that swings threefold: a campaign that adds sixty adds no constant share.
        var random = new RandomStream(3, 0);
        var (flags, values) = (new double[200], new double[200]);
        for (var t = 0; t < values.Length; t++)
        {
            flags[t] = random.NextDouble() < 0.15 ? 1 : 0;
            values[t] = 100 * (1 + 0.8 * Math.Sin(t / 9.0)) + 4 * random.NextGaussian() + 60 * flags[t];
        }

        var series = new TimeSeries("a", Days, values.AsSpan(0, 193));
        var learned = new WithCovariates { Learner = new MedianEnsemble(), Columns = [CovariateColumn.Shared("campaign", CovariateKind.KnownAhead, new TimeSeries("", Days, flags))] }
            .Learn([series], 1, Horizon, FitContext.Default);
        Assert.False(learned.Multiplies);
        Assert.True(learned.UsesAny);
        var share = 60 / series.Values.ToArray().Average();
        Assert.InRange(share, learned.Trials[0].Effect!.Value.Lower, learned.Trials[0].Effect!.Value.Upper);
    }

    [Fact]
    public void Noise_is_seldom_used()
    {
        var used = 0;
        for (var seed = 0; seed < 100; seed++)
            used += Learn(new SimulatedSet((ulong)(100 + seed), series: 1, length: 90, Horizon)).Trials.Count(trial => trial.Used);
        // Of three hundred columns, ten in a hundred would be thirty.
        Assert.InRange(used, 0, 30);
    }

    [Theory]
    [InlineData("theta")]
    [InlineData("auto-fast")]
    public void Without_a_covariate_that_helps_forecasts_are_those_without_to_the_byte(string model)
    {
        var set = new SimulatedSet(seed: 5, series: 4, length: 90, Horizon);
        var learner = Forecasters.Create(model, 7);
        var learned = new WithCovariates { Learner = learner, Columns = [set.Columns[2]] }.Learn(set.Series, 7, Horizon, FitContext.Default);
        Assert.False(learned.UsesAny);
        var batch = new ForecastBatch { Season = 7, Horizon = Horizon, Learner = learner };
        var (plain, beside) = (batch.Fit(set.Series, FitContext.Default), (batch with { Learner = learned }).Fit(set.Series, FitContext.Default));
        for (var i = 0; i < set.Series.Count; i++)
        {
            var (a, b) = (plain.Forecast(i, Horizon, 0.1, 0.9), beside.Forecast(i, Horizon, learned.EffectsOf(set.Series[i], 7), 0.1, 0.9));
            Assert.Equal(a.Mean, b.Mean);
            Assert.Equal(a.Quantiles, b.Quantiles);
            Assert.Equal(a.Model, b.Model);
        }
    }

    [Fact]
    public void Short_series_follow_the_set()
    {
        var set = new SimulatedSet(seed: 7, series: 40, length: 28, Horizon) { Campaign = 0.5 };
        var learned = Learn(set);
        Assert.True(learned.Trials[0].Used);
        Assert.InRange(Math.Exp(0.5) - 1, learned.Trials[0].Effect!.Value.Lower, learned.Trials[0].Effect!.Value.Upper);
        Assert.True(set.Error(learned) < set.Error(null));
    }

    [Fact]
    public void Intervals_beside_covariates_hold()
    {
        var set = new SimulatedSet(seed: 11, series: 40, length: 120, Horizon) { Campaign = 0.6 };
        var learned = Learn(set);
        var model = new ForecastBatch { Season = 7, Horizon = Horizon, Learner = learned }.Fit(set.Series, FitContext.Default);
        var inside = 0;
        for (var i = 0; i < set.Series.Count; i++)
        {
            var forecast = model.Forecast(i, Horizon, learned.EffectsOf(set.Series[i], 7), 0.1, 0.9);
            inside += Enumerable.Range(0, Horizon).Count(h => set.Truth[i][h] >= forecast.Quantiles[0][h] && set.Truth[i][h] <= forecast.Quantiles[1][h]);
        }

        Assert.InRange(inside / (double)(set.Series.Count * Horizon), 0.72, 0.9);
    }

    [Fact]
    public void A_value_known_after_the_fact_serves_a_horizon_later_and_no_later_one_is_looked_at()
    {
        var random = new RandomStream(13, 0);
        var visits = Enumerable.Range(0, 220).Select(_ => random.NextGaussian()).ToArray();
        var values = Enumerable.Range(0, 200).Select(t => 100 + (t >= Horizon ? 10 * visits[t - Horizon] : 0) + 2 * random.NextGaussian()).ToArray();
        var series = new TimeSeries("a", Days, values);
        CovariateForecaster Beside(double[] known) => new WithCovariates
        {
            Learner = new MedianEnsemble(), Columns = [CovariateColumn.Shared("visits", CovariateKind.PastOnly, new TimeSeries("", Days, known))],
        }.Learn([series], 1, Horizon, FitContext.Default);
        var learned = Beside(visits);
        Assert.True(learned.Trials[0].Used);
        var ahead = learned.EffectsOf(series, 1).Ahead.ToArray();
        Assert.Equal(Horizon, ahead.Length);
        Assert.Equal(ahead, Beside([.. visits.Select((value, t) => t < 200 ? value : 1e6)]).EffectsOf(series, 1).Ahead.ToArray());
        Assert.NotEqual(ahead, Beside([.. visits.Select((value, t) => t < 199 ? value : 5)]).EffectsOf(series, 1).Ahead.ToArray());
    }

    [Fact]
    public void Columns_that_tell_nothing_of_their_own_are_left_out_and_told()
    {
        var set = new SimulatedSet(seed: 17, series: 3, length: 140, Horizon) { Campaign = 0.5 };
        var twice = CovariateColumn.ByKey("twice", CovariateKind.KnownAhead, set.Series.ToDictionary(one => one.Key, one => new TimeSeries(
            one.Key, Days, [.. set.Columns[0].Of(one.Key)!.Values.ToArray().Select(value => 2 * value + 1)])));
        var constant = CovariateColumn.Shared("constant", CovariateKind.KnownAhead, new TimeSeries("", Days, Enumerable.Repeat(3.0, 147).ToArray()));
        var weekday = CovariateColumn.Shared("saturday", CovariateKind.KnownAhead, new TimeSeries("", Days, [.. Enumerable.Range(0, 147).Select(t => t % 7 == 3 ? 1.0 : 0)]));
        var late = CovariateColumn.Shared("late", CovariateKind.KnownAhead, new TimeSeries("", Days.Shift(100), [.. Enumerable.Range(0, 47).Select(t => t * 37 % 11 + 0.5)]));
        var trials = new WithCovariates { Learner = new MedianEnsemble(), Columns = [set.Columns[0], twice, constant, weekday, late] }.Learn(set.Series, 7, Horizon, FitContext.Default).Trials;
        Assert.Equal([true, false, false, false, false], trials.Select(trial => trial.Used));
        Assert.Contains("moves with 'campaign'", trials[1].Reason, StringComparison.Ordinal);
        Assert.Contains("does not change", trials[2].Reason, StringComparison.Ordinal);
        Assert.Contains("the season", trials[3].Reason, StringComparison.Ordinal);
        Assert.Contains("missing from more than half", trials[4].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_taken_as_usual_and_counted()
    {
        var set = new SimulatedSet(seed: 19, series: 3, length: 140, Horizon) { Campaign = 0.5 };
        var holes = CovariateColumn.ByKey("campaign", CovariateKind.KnownAhead, set.Series.ToDictionary(one => one.Key, one => new TimeSeries(
            one.Key, Days, [.. set.Columns[0].Of(one.Key)!.Values.ToArray().Select(value => value == 0 ? double.NaN : value)])));
        // Where only the days of a campaign are told, the others are days without.
        var full = new WithCovariates { Learner = new MedianEnsemble(), Columns = [set.Columns[0]] }.Learn(set.Series, 7, Horizon, FitContext.Default);
        var told = new WithCovariates { Learner = new MedianEnsemble(), Columns = [holes] }.Learn(set.Series, 7, Horizon, FitContext.Default);
        Assert.Equal(0, full.Trials[0].Filled);
        Assert.True(told.Trials[0].Filled > 300);
        Assert.Equal(full.Trials[0].Effect, told.Trials[0].Effect);
    }

    [Fact]
    public void Effects_may_depend_on_what_never_changes()
    {
        var set = new SimulatedSet(seed: 23, series: 40, length: 60, Horizon) { Campaign = 0.3, CampaignBySize = 0.3 };
        var size = CovariateColumn.ByKey("size", CovariateKind.Static, set.Series.Select((one, i) => (one.Key, i)).ToDictionary(
            pair => pair.Key, pair => new TimeSeries(pair.Key, default, [pair.i % 2])));
        var luck = CovariateColumn.ByKey("luck", CovariateKind.Static, set.Series.Select((one, i) => (one.Key, i)).ToDictionary(
            pair => pair.Key, pair => new TimeSeries(pair.Key, default, [pair.i % 3])));
        var trials = new WithCovariates { Learner = new MedianEnsemble(), Columns = [set.Columns[0], size, luck] }.Learn(set.Series, 7, Horizon, FitContext.Default).Trials;
        Assert.Equal([true, true, false], trials.Select(trial => trial.Used));
    }

    [Fact]
    public void What_is_learned_does_not_depend_on_threads()
    {
        var set = new SimulatedSet(seed: 29, series: 12, length: 60, Horizon) { Campaign = 0.4 };
        var (one, four) = (Learn(set, FitContext.Default with { Threads = 1 }), Learn(set, FitContext.Default with { Threads = 4 }));
        Assert.Equal(one.Trials, four.Trials);
        Assert.Equal(one.EffectsOf(set.Series[3], 7).Ahead.ToArray(), four.EffectsOf(set.Series[3], 7).Ahead.ToArray());
    }

    [Fact]
    public void Odd_series_neither_fail_nor_spoil_the_others()
    {
        var set = new SimulatedSet(seed: 31, series: 6, length: 140, Horizon) { Campaign = 0.4 };
        double[][] odd = [[], [1], [2, 3], [.. new double[140]], [.. Enumerable.Repeat(double.NaN, 140)], [.. Enumerable.Repeat(5.0, 140)], [.. Enumerable.Repeat(1e300, 139), -1e300]];
        TimeSeries[] series = [.. set.Series, .. odd.Select((values, i) => new TimeSeries($"odd{i}", Days, values))];
        var learned = new WithCovariates { Learner = new MedianEnsemble(), Columns = [.. set.Columns, CovariateColumn.Shared("shared", CovariateKind.KnownAhead, new TimeSeries("", Days, [1e300, 0]))] }
            .Learn(series, 7, Horizon, FitContext.Default);
        var model = new ForecastBatch { Season = 7, Horizon = Horizon, Learner = learned }.Fit(series, FitContext.Default);
        for (var i = 0; i < series.Length; i++)
        {
            var forecast = model.Forecast(i, Horizon, learned.EffectsOf(series[i], 7), 0.1, 0.9);
            Assert.True(forecast.Mean.Concat(forecast.Quantiles.SelectMany(one => one)).All(double.IsFinite), series[i].Key);
        }
    }

    [Fact]
    public void More_columns_than_data_are_refused()
    {
        var columns = Enumerable.Range(0, 9).Select(j => CovariateColumn.Shared($"c{j}", CovariateKind.KnownAhead, new TimeSeries("", Days, new double[30]))).ToArray();
        var error = Assert.Throws<DataException>(() => new WithCovariates { Learner = new MedianEnsemble(), Columns = columns }
            .Learn([new TimeSeries("a", Days, new double[20])], 1, Horizon, FitContext.Default));
        Assert.Equal("too-many-columns", error.Code);
        Assert.Throws<ArgumentException>(() => new WithCovariates { Learner = new MedianEnsemble(), Columns = [columns[0], columns[0]] }
            .Learn([new TimeSeries("a", Days, new double[20])], 1, Horizon, FitContext.Default));
    }

    private static CovariateForecaster Learn(SimulatedSet set, FitContext? context = null) =>
        new WithCovariates { Learner = new MedianEnsemble(), Columns = set.Columns }.Learn(set.Series, 7, Horizon, context ?? FitContext.Default);
}
