using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Learn.Selection;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;
using static Kirana.Tests.Foundation.Learn.Selection.SelectionGolden;

namespace Kirana.Tests.Foundation.Learn.Selection;

public sealed class WrapperTests
{
    [Fact]
    public void Features_go_in_the_order_of_the_reference()
    {
        // The reference orders by coefficients as they are.
        var elimination = new RecursiveElimination<LinearModel>(new LinearRegression(), (model, _) => [.. model.Coefficients.ToArray().Select(Math.Abs)]) { Most = 1, Step = 0 };
        var found = elimination.Select(Rows("linear", isOfClasses: false), FitContext.Default);
        Assert.Equal(Classes("elimination").Select(rank => 6.0 - rank), found.Scores.Select(score => score.Importance));
        Assert.Equal(["f0"], found.Relevant);
    }

    [Fact]
    public void Cross_validation_finds_how_many_are_worth_keeping()
    {
        var data = Noisy(120, 20);
        var elimination = new RecursiveElimination<LinearModel>(new LinearRegression(), EmbeddedSelection.OfLinear);
        var found = elimination.Select(data, FitContext.Default);
        AssertKeeps(found, "x0", "x1", "x2");
        Assert.InRange(found.Relevant.Count, 3, 9);
        Assert.InRange((elimination with { Simplest = true }).Select(data, FitContext.Default).Relevant.Count, 3, found.Relevant.Count);

        var curve = elimination.Curve(data, FitContext.Default);
        Assert.Equal((20, 1), (curve[0].Features, curve[^1].Features));
        Assert.True(curve.Single(point => point.Features == found.Relevant.Count).Loss < curve[0].Loss);
    }

    [Theory]
    [InlineData(StepDirection.Forward)]
    [InlineData(StepDirection.Backward)]
    public void Steps_find_what_matters(StepDirection direction)
    {
        var data = Noisy(120, 8);
        var selection = new StepwiseSelection<LinearModel>(new LinearRegression()) { Direction = direction };
        AssertKeeps(selection.Select(data, FitContext.Default), "x0", "x1", "x2");
        var two = (selection with { Most = 2 }).Select(data, FitContext.Default);
        Assert.Equal(["x0", "x1"], two.Relevant);
        Assert.True(two.Scores[0].Importance >= two.Scores[2].Importance);
        Assert.Equal(8, (selection with { Most = 100 }).Select(data, FitContext.Default).Relevant.Count);
    }

    [Fact]
    public void Classes_are_judged_by_their_probabilities()
    {
        var data = Rows("three", isOfClasses: true);
        Assert.Contains("f2", new StepwiseSelection<LogisticModel>(new LogisticRegression()).Select(data, FitContext.Default).Relevant);
        Assert.Equal(["f2"], new StepwiseSelection<CartTree>(new DecisionTree { MaxDepth = 1, MinRowsPerLeaf = 30 }) { Most = 1 }.Select(data, FitContext.Default).Relevant);
        Assert.Contains("f2", new RecursiveElimination<LogisticModel>(new LogisticRegression(), EmbeddedSelection.OfLogistic).Select(data, FitContext.Default).Relevant);
    }

    [Fact]
    public void Wrong_options_and_importances_are_named()
    {
        var data = Noisy(20, 3);
        Assert.Contains("Step is 1", Assert.Throws<ArgumentException>(() => new RecursiveElimination<LinearModel>(new LinearRegression(), EmbeddedSelection.OfLinear) { Step = 1 }.Select(data, FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("1 importances for 3", Assert.Throws<ArgumentException>(() => new RecursiveElimination<LinearModel>(new LinearRegression(), (_, _) => [1]).Select(data, FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("Folds is 1", Assert.Throws<ArgumentException>(() => new StepwiseSelection<LinearModel>(new LinearRegression()) { Folds = 1 }.Select(data, FitContext.Default)).Message, StringComparison.Ordinal);
    }

    /// <summary>y = 3 x0 + 2 x1 + x2 + noise, and columns that say nothing.</summary>
    internal static TabularData Noisy(int rows, int features, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        double[][] x = [.. Enumerable.Range(0, features).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray())];
        double[] y = [.. Enumerable.Range(0, rows).Select(row => 3 * x[0][row] + 2 * x[1][row] + x[2][row] + random.NextGaussian())];
        return new TabularData(new Table([.. x.Select((values, f) => new NumberColumn($"x{f}", values)), new NumberColumn("y", y)]), "y");
    }
}
