using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Hierarchy;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Hierarchy;

public sealed class CoherentPathsTests
{
    private static readonly SeriesHierarchy Tree = Hierarchies.Shop(groups: 3, members: 4);

    /// <summary>White noise of size 2 about 50 at the bottom, half of it common to all, so that sums vary more than independent parts would.</summary>
    private static IReadOnlyList<IForecastModel> Models(int length = 120)
    {
        var random = new RandomStream(11);
        var values = new SeriesMatrix(Tree.Count, length);
        for (var t = 0; t < length; t++)
        {
            var common = random.NextGaussian();
            for (var i = Tree.AggregateCount; i < Tree.Count; i++)
                values[i, t] = 50 + Math.Sqrt(2) * (common + random.NextGaussian());
        }

        Tree.Aggregate(values);
        var learner = new ExponentialSmoothing { Form = new SmoothingForm(ErrorKind.Additive, TrendKind.None, SeasonKind.None) };
        return learner.FitMany([.. Enumerable.Range(0, Tree.Count).Select(i => Made.Named(Tree.KeyOf(i), values.Row(i).ToArray()))], 1, FitContext.Default);
    }

    [Theory]
    [InlineData(PathErrorKind.Bootstrap)]
    [InlineData(PathErrorKind.Gaussian)]
    public void Sums_spread_as_their_correlated_parts_do(PathErrorKind errors)
    {
        var forecast = Forecast(new MinimumTrace(), new CoherentPaths { Errors = errors, Paths = 2000, Levels = [0.1587, 0.5, 0.8413] });
        // The variance of the sum of 12 is about 2·144 + 2·12 = 312; of independent parts it would be 48.
        var residuals = HierarchyPast.ResidualsOf(Models());
        foreach (var series in new[] { 0, 2, Tree.AggregateCount + 5 })
            Assert.Equal(1, Spread(forecast, series) / Math.Sqrt(residuals.Row(series).ToArray().Average(error => error * error)), 0.08);
        Assert.True(Spread(forecast, 0) > 2 * Math.Sqrt(48));
        Assert.Equal(forecast.Mean[0, 1], forecast.Quantiles[1][0, 1], 3.0);

        static double Spread(CoherentForecast forecast, int series) => (forecast.Quantiles[2][series, 1] - forecast.Quantiles[0][series, 1]) / 2;
    }

    [Fact]
    public void The_means_add_up_and_quantiles_do_not_cross()
    {
        foreach (var reconciler in new IReconciler[] { new BottomUp(), new TopDown(), new MiddleOut { Level = "level 1" }, new MinimumTrace() })
        {
            var forecast = Forecast(reconciler, new CoherentPaths { Paths = 100 });
            Assert.True(Hierarchies.Incoherence(Tree, forecast.Mean) < 1e-9);
            for (var level = 1; level < forecast.Levels.Count; level++)
                for (var i = 0; i < Tree.Count; i++)
                    Assert.True(forecast.Quantiles[level][i, 2] >= forecast.Quantiles[level - 1][i, 2]);
        }
    }

    [Fact]
    public void Paths_of_one_series_and_its_only_part_are_the_same()
    {
        var pair = SeriesHierarchy.FromParents([new("top", null), new("part", "top")]);
        var values = Made.Wave(40, 1);
        var models = new ExponentialSmoothing().FitMany([Made.Named("top", values), Made.Named("part", [.. values.Select(y => y + 1)])], 1, FitContext.Default);
        var forecast = new CoherentPaths { Paths = 50 }.Forecast(
            new MinimumTrace { Covariance = CovarianceKind.Ordinary }.Fit(pair, new HierarchyPast(), FitContext.Default), models, 2, FitContext.Default);
        Assert.All(forecast.Quantiles, quantile => Assert.Equal(quantile.Row(0).ToArray(), quantile.Row(1).ToArray()));
    }

    [Fact]
    public void A_width_stretches_every_quantile_from_the_mean()
    {
        var narrow = Forecast(new MinimumTrace(), new CoherentPaths { Paths = 200 });
        var wide = Forecast(new MinimumTrace(), new CoherentPaths { Paths = 200, Width = 3 });
        for (var level = 0; level < narrow.Levels.Count; level++)
            for (var i = 0; i < Tree.Count; i++)
                Assert.Equal(narrow.Mean[i, 1] + 3 * (narrow.Quantiles[level][i, 1] - narrow.Mean[i, 1]), wide.Quantiles[level][i, 1], 1e-9);
        Assert.Throws<ArgumentException>(() => Forecast(new MinimumTrace(), new CoherentPaths { Width = 0 }));
    }

    [Fact]
    public void Widths_are_learned_where_residuals_promise_too_little()
    {
        var tree = Hierarchies.Shop(groups: 5, members: 12);
        var values = Hierarchies.Noisy(tree, 60, seed: 5);
        tree.Aggregate(values);
        TimeSeries[] series = [.. Enumerable.Range(0, tree.Count).Select(i => Made.Named(tree.KeyOf(i), values.Row(i).ToArray()))];
        // Noise about a known mean whose residuals are told two and a half times too small.
        static IReadOnlyList<IForecastModel> Fit(IReadOnlyList<TimeSeries> heads) =>
            [.. heads.Select(one => new Boastful([.. one.Values.ToArray().Select(value => (value - Mean(one)) / 2.5)], Mean(one)))];
        static double Mean(TimeSeries one) => one.Values.ToArray().Average();
        var width = new PathWidths(tree, series, Fit, season: 1, horizon: 12).Of(new BottomUp(), new CoherentPaths { Paths = 500 }, FitContext.Default);
        Assert.InRange(width, 2.2, 2.8);
        Assert.Equal(1, new PathWidths(tree, [.. series.Select(one => one.Head(12))], Fit, season: 1, horizon: 12).Of(new BottomUp(), new CoherentPaths(), FitContext.Default));
    }

    /// <summary>A mean and residuals that may not be true.</summary>
    private sealed class Boastful(double[] residuals, double mean) : IForecastModel
    {
        public string Kind => "boastful";

        public string? Fallback => null;

        public ReadOnlySpan<double> Residuals => residuals;

        public void Predict(Span<double> forecast) => forecast.Fill(mean);
    }

    [Fact]
    public void Threads_do_not_change_a_number()
    {
        var paths = new CoherentPaths { Paths = 60 };
        var (one, two) = (Forecast(new MinimumTrace(), paths, threads: 1), Forecast(new MinimumTrace(), paths, threads: 2));
        Assert.All(one.Quantiles.Zip(two.Quantiles), pair => Assert.Equal(pair.First.Values.ToArray(), pair.Second.Values.ToArray()));
    }

    [Fact]
    public void Nothing_below_zero_comes_out_where_that_is_asked()
    {
        var sparse = Models().Select((_, i) => new SeasonalNaive { Season = 1 }.Fit(Made.Series(3, 0, 5, 0, 1, 0, 4, i % 3), 1, FitContext.Default)).ToArray();
        var reconciliation = new MinimumTrace { NonNegative = true }.Fit(Tree, new HierarchyPast { Residuals = HierarchyPast.ResidualsOf(sparse) }, FitContext.Default);
        var forecast = new CoherentPaths { Paths = 100 }.Forecast(reconciliation, sparse, 2, FitContext.Default);
        Assert.All(forecast.Quantiles.Append(forecast.Mean), values => Assert.False(values.Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon)));
    }

    [Fact]
    public void Wrong_options_are_named_together()
    {
        var models = Models(20);
        var reconciliation = new BottomUp().Fit(Tree, new HierarchyPast(), FitContext.Default);
        var message = Assert.Throws<ArgumentException>(() => new CoherentPaths { Paths = 1, Levels = [0.5, 0.4] }.Forecast(reconciliation, [.. models.Skip(1)], 0, FitContext.Default)).Message;
        Assert.All(["Paths is 1", "Levels are 0.5, 0.4", "The horizon is 0", "There are 15 models for 16 series"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        IForecastModel[] brief = [.. models.Select(_ => new SimpleSmoothing().Fit(Made.Series(3), 1, FitContext.Default))];
        Assert.Equal("too-few-residuals", Assert.Throws<DataException>(() => new CoherentPaths().Forecast(reconciliation, brief, 1, FitContext.Default)).Code);
    }

    private static CoherentForecast Forecast(IReconciler reconciler, CoherentPaths paths, int threads = 2)
    {
        var models = Models();
        var context = FitContext.Default with { Threads = threads };
        return paths.Forecast(reconciler.Fit(Tree, new HierarchyPast { Residuals = HierarchyPast.ResidualsOf(models) }, context), models, 3, context);
    }
}
