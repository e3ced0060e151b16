using System.Globalization;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Pipelines.Forecast.Hierarchies;
using Kirana.Tests.Platform.Learn;

namespace Kirana.Tests.Platform.Forecast.Hierarchies;

public sealed class HierarchyEvaluationTests : IDisposable
{
    private readonly LearnFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_sums_know_makes_minimum_trace_better_than_adding_up()
    {
        // What one region loses another gains, so the sums are calm and the parts are not.
        Write("series.csv", "Month,State,Region,Sold", Rows(48));
        var evaluation = new HierarchyEvaluation { File = _folder["series.csv"], Hierarchy = "State,State+Region", Horizon = 4, Windows = 4, Paths = 100, Model = "ses" };
        var result = evaluation.Run(FitContext.Default);
        Assert.Equal(["total", "State", "bottom"], result.Levels);
        Assert.Equal(1 + 2 + 6, result.Series);
        Assert.Equal(["mint-shrinkage", "mint-variance", "mint-structural", "bottom-up", "top-down"], result.Methods.Select(method => method.Name));
        var bottomUp = result.Methods[3];
        Assert.True(bottomUp.Difference.Upper < 0, $"{bottomUp}");
        Assert.Equal(result.Methods[0].Crps - bottomUp.Crps, bottomUp.Difference.Estimate, 1e-9);
        Assert.All(result.Methods, method => Assert.Equal(method.ByLevel.Average(), method.Crps, 1e-9));
        Assert.Equal(result.Methods[0].ByLevel, evaluation.Run(new FitContext { Threads = 3 }).Methods[0].ByLevel);
    }

    [Fact]
    public void Parents_in_a_file_of_their_own_make_the_same_tree()
    {
        Write("groups.csv", "Month,State,Region,Sold", Rows(30));
        Write("series.csv", "series,time,value", Rows(30).Select(row => row.Split(',')).Select(row => $"{row[1]}|{row[2]},{row[0]},{row[3]}"));
        Write("parents.csv", "series,parent", ["total,", "N,total", "S,total", .. new[] { "N|a", "N|b", "N|c", "S|a", "S|b", "S|c" }.Select(key => $"{key},{key[..1]}")]);
        HierarchyEvaluation evaluation = new() { File = _folder["series.csv"], Hierarchy = _folder["parents.csv"], Horizon = 3, Paths = 50, Model = "ses" };
        var (tree, groups) = (evaluation.Run(FitContext.Default), (evaluation with { File = _folder["groups.csv"], Hierarchy = "State,State+Region" }).Run(FitContext.Default));
        Assert.Equal(["level 0", "level 1", "bottom"], tree.Levels);
        Assert.Equal(groups.Methods[3].ByLevel, tree.Methods[3].ByLevel.Select(value => value), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData("orphan", "total,\nN|a,total\nN|b,nowhere\n")]
    [InlineData("cycle", "total,\nN|a,x\nx,y\ny,x\nN|b,total\n")]
    [InlineData("duplicate-key", "total,\nN|a,total\nN|a,total\n")]
    [InlineData("missing-series", "total,\nN|a,total\nN|b,total\nN|c,total\nS|a,total\nS|b,total\nS|c,total\nS|d,total\n")]
    [InlineData("unknown-series", "total,\nN|a,total\n")]
    [InlineData("empty-hierarchy", "")]
    public void A_broken_tree_is_refused_with_its_fault(string code, string parents)
    {
        Write("series.csv", "series,time,value", Rows(30).Select(row => row.Split(',')).Select(row => $"{row[1]}|{row[2]},{row[0]},{row[3]}"));
        File.WriteAllText(_folder["parents.csv"], "series,parent\n" + parents);
        var error = Assert.Throws<DataException>(() =>
            new HierarchyEvaluation { File = _folder["series.csv"], Hierarchy = _folder["parents.csv"], Horizon = 3 }.Run(FitContext.Default));
        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData("State,Town", "missing-column")]
    [InlineData("State", "missing-column")]
    [InlineData(",", "missing-column")]
    [InlineData("nowhere.csv", "no-such-file")]
    public void Levels_that_the_file_has_not_are_refused(string levels, string code)
    {
        Write("series.csv", "Month,State,Region,Sold", Rows(30));
        var error = Assert.Throws<DataException>(() => new HierarchyEvaluation { File = _folder["series.csv"], Hierarchy = levels, Horizon = 3 }.Run(FitContext.Default));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void A_line_without_a_group_and_series_that_are_too_short_are_refused()
    {
        Write("series.csv", "Month,State,Region,Sold", [.. Rows(30), "31,,a,5"]);
        HierarchyEvaluation evaluation = new() { File = _folder["series.csv"], Hierarchy = "State,State+Region", Horizon = 3 };
        var error = Assert.Throws<DataException>(() => evaluation.Run(FitContext.Default));
        Assert.Equal(("missing-group", 182L), (error.Code, error.Row));
        Write("series.csv", "Month,State,Region,Sold", Rows(3));
        Assert.Equal("too-short", Assert.Throws<DataException>(() => evaluation.Run(FitContext.Default)).Code);
        Assert.Throws<ArgumentException>(() => (evaluation with { Horizon = 0, Windows = 0 }).Run(FitContext.Default));
    }

    private static IEnumerable<string> Rows(int months)
    {
        var random = new RandomStream(11);
        for (var t = 1; t <= months; t++)
            foreach (var state in new[] { "N", "S" })
            {
                double a = 8 * random.NextGaussian(), b = 8 * random.NextGaussian();
                foreach (var (region, value) in new[] { ("a", 50 + a), ("b", 50 - a + b), ("c", 50 - b) })
                    yield return string.Create(CultureInfo.InvariantCulture, $"{t},{state},{region},{value + random.NextGaussian():F3}");
            }
    }

    private void Write(string name, string header, IEnumerable<string> rows) => File.WriteAllLines(_folder[name], [header, .. rows]);
}
