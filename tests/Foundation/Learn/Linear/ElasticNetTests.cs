using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Learn.Linear;

namespace Kirana.Tests.Foundation.Learn.Linear;

public sealed class ElasticNetTests
{
    private static readonly ElasticNet s_tight = new() { Standardises = false, Tolerance = 1e-13 };

    [Theory]
    [InlineData("lasso", 1, 0.1, false)]
    [InlineData("elastic net", 0.4, 0.1, false)]
    [InlineData("elastic net weighted", 0.4, 0.1, true)]
    [InlineData("elastic net wide", 0.7, 0.2, false)]
    public void Coefficients_are_those_of_scikit_learn(string name, double share, double penalty, bool isWeighted)
    {
        var isWide = name.EndsWith("wide", StringComparison.Ordinal);
        var data = LinearGolden.Data(isWide ? "wide" : "rows", isWide ? "wide_number" : "number", isWeighted);
        var model = (s_tight with { L1Share = share, Penalty = penalty }).Fit(data, FitContext.Default);
        var (coefficients, intercepts) = LinearGolden.Model(name);
        LinearGolden.AssertNear(coefficients, model.Coefficients);
        LinearGolden.AssertNear(intercepts, [model.Intercept]);
        Assert.Equal(coefficients.Count(value => value is 0), model.Coefficients.ToArray().Count(value => value is 0));
        Assert.InRange(model.KktResidual, 0, 1e-6);
    }

    [Theory]
    [InlineData(300, 20, 1)]
    [InlineData(300, 20, 0.3)]
    [InlineData(30, 80, 0.3)]
    public void The_residual_of_a_step_is_the_greatest_failure_of_its_conditions(int count, int features, double share)
    {
        var (rows, targets) = LeastSquaresTests.Rows(count, features, seed: 3);
        var path = new ElasticNet { Standardises = false, Tolerance = 1e-3, L1Share = share, Steps = 20 }.FitPath(LinearGolden.Data(rows, targets, []), FitContext.Default);
        var mean = targets.Average();
        var spread = Math.Sqrt(targets.Average(y => (y - mean) * (y - mean)));
        for (var k = 0; k < 20; k++)
        {
            var (own, lambda, greatest) = (path.Coefficients(k).ToArray(), path.Penalties[k], 0.0);
            double[] residuals = [.. Enumerable.Range(0, count).Select(i => targets[i] - path.Intercept(k) - Enumerable.Range(0, features).Sum(f => own[f] * rows[i * features + f]))];
            for (var f = 0; f < features; f++)
            {
                var column = Enumerable.Range(0, count).Select(i => rows[i * features + f]).ToArray();
                var deviation = Math.Sqrt(column.Average(value => value * value) - column.Average() * column.Average());
                var slope = column.Zip(residuals, (value, rest) => value * rest).Sum() / count - lambda * (1 - share) * own[f];
                greatest = Math.Max(greatest, (own[f] is 0 ? Math.Max(0, Math.Abs(slope) - lambda * share) : Math.Abs(slope - Math.Sign(own[f]) * lambda * share)) / deviation / spread);
            }

            Assert.Equal(greatest, path.KktResiduals[k], 1e-9);
            Assert.Equal(path.KktResiduals[k], path.Model(k).KktResidual);
        }

        Assert.Contains(path.KktResiduals.ToArray(), residual => residual > 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Paths_are_those_of_scikit_learn(int place)
    {
        var expected = LinearGolden.Paths[place];
        var data = place < 2 ? LinearGolden.Data("rows", "number") : LinearGolden.Data("wide", "wide_number");
        var path = (s_tight with { L1Share = expected.GetProperty("share").GetDouble(), LeastShare = 1e-3, Steps = 12 }).FitPath(data, FitContext.Default);
        LinearGolden.AssertNear(LinearGolden.Numbers(expected.GetProperty("lambdas")), path.Penalties, 1e-12);
        double[] coefficients = [.. Enumerable.Range(0, 12).SelectMany(k => path.Coefficients(k).ToArray())];
        LinearGolden.AssertNear(LinearGolden.Numbers(expected.GetProperty("coefficients")), coefficients);
    }

    /// <summary>Of the squared error e of unit variance: |xⱼᵀr|/n = λα + λ(1 − α)|βⱼ| where βⱼ is not 0, and no more than λα where it is.</summary>
    [Theory]
    [InlineData(300, 20, 1)]
    [InlineData(300, 20, 0.3)]
    [InlineData(30, 80, 1)]
    [InlineData(30, 80, 0.3)]
    public void Every_step_satisfies_the_conditions_of_optimality(int count, int features, double share)
    {
        var (rows, targets) = LeastSquaresTests.Rows(count, features, seed: 3);
        var path = (s_tight with { L1Share = share, Steps = 20 }).FitPath(LinearGolden.Data(rows, targets, []), FitContext.Default);
        for (var k = 0; k < 20; k++)
        {
            var (own, lambda) = (path.Coefficients(k).ToArray(), path.Penalties[k]);
            double[] residuals = [.. Enumerable.Range(0, count).Select(i => targets[i] - path.Intercept(k) - Enumerable.Range(0, features).Sum(f => own[f] * rows[i * features + f]))];
            for (var f = 0; f < features; f++)
            {
                var slope = Enumerable.Range(0, count).Sum(i => rows[i * features + f] * residuals[i]) / count - lambda * (1 - share) * own[f];
                Assert.InRange(Math.Abs(slope), own[f] is 0 ? 0 : lambda * share - 1e-6, lambda * share + 1e-6);
                Assert.True(own[f] is 0 || Math.Sign(slope) == Math.Sign(own[f]));
            }
        }
    }

    [Fact]
    public void Products_and_residuals_lead_to_the_same_path()
    {
        var (rows, targets) = LeastSquaresTests.Rows(40, 39, seed: 4);
        double[] weights = [.. Enumerable.Range(0, 40).Select(i => 0.5 + i % 3)];
        // Three columns of zeros more, and there are more features than rows.
        double[] wider = [.. Enumerable.Range(0, 40).SelectMany(i => rows[(i * 39)..(i * 39 + 39)].Concat([0.0, 0, 0]))];
        var learner = new ElasticNet { Tolerance = 1e-12, LeastShare = 0.05, Steps = 15 };
        var (one, other) = (learner.FitPath(LinearGolden.Data(rows, targets, weights), FitContext.Default), learner.FitPath(LinearGolden.Data(wider, targets, weights), FitContext.Default));
        for (var k = 0; k < 15; k++)
            LinearGolden.AssertNear(one.Coefficients(k), other.Coefficients(k)[..39]);
        Assert.Equal(["f39", "f40", "f41"], other.Model(3).Dropped);
    }

    [Fact]
    public void The_first_step_is_empty_and_gaps_are_within_the_tolerance()
    {
        var (rows, targets) = LeastSquaresTests.Rows(200, 10, seed: 5);
        var path = new ElasticNet().FitPath(LinearGolden.Data(rows, targets, []), FitContext.Default);
        var mean = targets.Average();
        Assert.Equal((0, 100), (path.Count(0), path.Penalties.Length));
        Assert.True(path.Count(1) > 0);
        Assert.Equal(path.Penalties[0] * 1e-4, path.Penalties[^1], 1e-9);
        foreach (var gap in path.Gaps)
            Assert.InRange(gap, 0, 1e-6 * targets.Average(y => (y - mean) * (y - mean)) / 2);
    }

    [Fact]
    public void Of_two_columns_alike_the_lasso_takes_one_and_the_elastic_net_both()
    {
        var (rows, targets) = LeastSquaresTests.Rows(100, 3, seed: 6);
        for (var i = 0; i < 100; i++)
            rows[i * 3 + 1] = rows[i * 3];
        var data = LinearGolden.Data(rows, targets, []);
        var net = (s_tight with { L1Share = 0.5, Penalty = 0.1 }).Fit(data, FitContext.Default);
        Assert.Equal(net.Coefficients[0], net.Coefficients[1], 1e-5);
        Assert.True(net.Coefficients[0] > 0.1);
        var lasso = (s_tight with { Penalty = 0.1 }).Fit(data, FitContext.Default);
        Assert.Equal(0, lasso.Coefficients[1]);
    }

    [Fact]
    public void Cross_validation_keeps_what_matters_and_few_others()
    {
        var (rows, targets) = LeastSquaresTests.Rows(300, 30, seed: 7);
        var data = LinearGolden.Data(rows, targets, []);
        var learner = new ElasticNet { Folds = 5 };
        var found = learner.CrossValidate(data, FitContext.Default);
        Assert.True(found.Simplest <= found.Best);
        Assert.True(found.Errors[found.Simplest] <= found.Errors[found.Best] + found.StandardErrors[found.Best]);
        Assert.InRange(found.Errors[found.Best], 0.7, 1.4);
        var model = (learner with { Simplest = true }).Fit(data, FitContext.Default);
        for (var f = 0; f < 9; f += 3)
            Assert.NotEqual(0, model.Coefficients[f]);
        Assert.InRange(model.Coefficients.ToArray().Count(value => value is not 0), 3, 15);
        Assert.Equal(LeastSquaresTests.Bytes(found.Path.Model(found.Best)), LeastSquaresTests.Bytes(learner.Fit(data, new FitContext { Threads = 2 })));
    }

    [Fact]
    public void A_constant_target_leaves_every_coefficient_at_0()
    {
        var (rows, targets) = LeastSquaresTests.Rows(50, 4, seed: 8);
        Array.Fill(targets, 0.1);
        var model = new ElasticNet { Penalty = 1e-3 }.Fit(LinearGolden.Data(rows, targets, []), FitContext.Default);
        LinearGolden.AssertNear([0, 0, 0, 0], model.Coefficients, 0);
        Assert.Equal(0.1, model.Intercept, 1e-15);
    }

    [Fact]
    public void Bad_options_are_refused_together_and_too_few_sweeps_are_told()
    {
        var (rows, targets) = LeastSquaresTests.Rows(50, 20, seed: 9);
        var data = LinearGolden.Data(rows, targets, []);
        var error = Assert.Throws<ArgumentException>(() => new ElasticNet { L1Share = 0, Tolerance = double.NaN, LeastShare = 1, Penalty = -1 }.Fit(data, FitContext.Default));
        foreach (var word in new[] { "L1Share", "Tolerance", "LeastShare", "Penalty" })
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Throws<NotConvergedException>(() => new ElasticNet { MostSweeps = 1, Tolerance = 1e-10 }.FitPath(data, FitContext.Default));
        Assert.Throws<OperationCanceledException>(() => new ElasticNet().FitPath(data, new FitContext { Cancellation = new CancellationToken(canceled: true) }));
    }
}
