using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Objectives;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Random;
using Kirana.Tests.Foundation.Learn.Boosting;
using Kirana.Tests.Foundation.Learn.Forests;

namespace Kirana.Tests.Foundation.Learn.Binning;

public sealed class BinnedDataTests
{
    private const int Rows = 700;
    private static readonly GradientBoosting s_learner = new() { Trees = 12, Leaves = 15, MinRowsPerLeaf = 5 };

    /// <summary>Learners that differ in how rows are sampled, trees are dropped and leaves get their values.</summary>
    public static TheoryData<string> Ways => [.. Learners.Keys];

    private static Dictionary<string, GradientBoosting> Learners { get; } = new(StringComparer.Ordinal)
    {
        ["plain"] = s_learner,
        ["another rate"] = s_learner with { LearningRate = 0.3, L2 = 1, Growth = TreeGrowth.LevelWise },
        ["sampled"] = s_learner with { RowFraction = 0.6, FeatureFraction = 0.7 },
        ["one-sided"] = s_learner with { Sampling = RowSampling.GradientOneSide, LearningRate = 0.5 },
        ["dropping"] = s_learner with { DropRate = 0.5, SkipDrop = 0 },
        ["renewing"] = s_learner with { Objective = Objective.Absolute },
        ["by gradients"] = s_learner with { Step = BoostingStep.GradientNewton },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Data_binned_once_give_the_bytes_of_ordinary_fits_with_any_other_options(string way)
    {
        var (data, learner) = (Numbers(Rows), Learners[way]);
        using var binned = s_learner.Bin(data, FitContext.Default);
        Assert.Equal(Bytes(learner.Fit(data, FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default)));
        Assert.Equal(Bytes(learner.Fit(data, FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default with { Threads = 3 })));
    }

    /// <summary>Features of few values, all of which the part has: its own bins are those of the whole table.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Some_rows_of_binned_data_give_the_bytes_of_a_fit_on_these_rows_alone(string way)
    {
        var (data, learner) = (Numbers(Rows), Learners[way]);
        int[] part = [.. Enumerable.Range(0, Rows).Where(row => row % 5 != 2)];
        using var binned = s_learner.Bin(data, FitContext.Default);
        Assert.Equal(Bytes(learner.Fit(data.Take(part), FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default, part)));
    }

    [Fact]
    public void Many_rows_are_summed_in_the_same_order_in_a_part_as_alone()
    {
        var data = Numbers(90_000);
        int[] part = [.. Enumerable.Range(0, 90_000).Where(row => row % 3 != 0)];
        using var binned = s_learner.Bin(data, FitContext.Default);
        var learner = s_learner with { Trees = 3, Leaves = 31 };
        Assert.Equal(Bytes(learner.Fit(data.Take(part), FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default with { Threads = 3 }, part)));
    }

    [Fact]
    public void Classes_weights_and_groups_are_taken_along()
    {
        var (classes, weighted, lists) = (Roles("class"), Roles("number", weight: "weight"), Roles("number", group: "list"));
        int[] part = [.. Enumerable.Range(0, Rows).Where(row => row / 7 % 4 != 1)];
        foreach (var (data, learner) in new[] { (classes, s_learner), (weighted, s_learner), (weighted, s_learner with { Cuts = CutSearch.WeightedSketch }), (lists, s_learner with { Objective = Objective.LambdaMart() }) })
        {
            using var binned = learner.Bin(data, FitContext.Default);
            Assert.Equal(Bytes(learner.Fit(data, FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default)));
            Assert.Equal(Bytes(learner.Fit(data.Take(part), FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default, part)));
        }
    }

    [Fact]
    public void Validation_rows_stop_a_fit_on_binned_data_and_a_model_is_gone_on_with()
    {
        var (data, held) = (Numbers(Rows), Numbers(200, seed: 9));
        using var binned = s_learner.Bin(data, FitContext.Default);
        var stopping = s_learner with { Trees = 200, LearningRate = 0.4, EarlyStoppingRounds = 3 };
        var model = stopping.Fit(binned, FitContext.Default with { Validation = held });
        Assert.InRange(model.Rounds, 1, 196);
        Assert.Equal(Bytes(stopping.Fit(data, FitContext.Default with { Validation = held })), Bytes(model));

        int[] part = [.. Enumerable.Range(100, 500)];
        var half = (s_learner with { Trees = 5 }).Fit(binned, FitContext.Default, part);
        Assert.Equal(Bytes(s_learner.Fit(binned, FitContext.Default, part)), Bytes(s_learner.Continue(half, binned, FitContext.Default, part)));
    }

    [Fact]
    public void Folds_read_shared_bins_and_a_search_over_rates_bins_once()
    {
        var data = Numbers(Rows);
        using var binned = s_learner.Bin(data, FitContext.Default);
        foreach (var rate in new[] { 0.05, 0.3 })
        {
            var learner = s_learner with { LearningRate = rate };
            var shared = learner.CrossValidate(binned, FitContext.Default, folds: 3);
            Assert.Equal(learner.CrossValidate(data, FitContext.Default, folds: 3).Losses.ToArray(), shared.Losses.ToArray());
            // Every fold has every value, so that its own bins are the shared ones.
            Assert.Equal(learner.CrossValidate(data, FitContext.Default, folds: 3, shareBins: false).Losses.ToArray(), shared.Losses.ToArray());
            Assert.Equal(shared.FoldLosses(1)[^1], LossOf(learner.Fit(binned, FitContext.Default, Folds.Of(data, 3)[1].Train), data.Take(Folds.Of(data, 3)[1].Held)), 1e-5);
        }
    }

    [Fact]
    public void Forests_share_bins_with_each_other_and_with_boosting()
    {
        var data = Roles("class");
        int[] part = [.. Enumerable.Range(0, Rows).Where(row => row % 5 != 2)];
        var forest = new RandomForest { Trees = 6 };
        using var binned = forest.Bin(data, FitContext.Default);
        foreach (var learner in new ForestLearner[] { forest, forest with { BalanceClasses = true, RowFraction = 0.5 }, forest with { FeaturesPerSplit = 1, MaxDepth = 3 }, new ExtraTrees { Trees = 6 } })
        {
            Assert.Equal(Bytes(learner.Fit(data, FitContext.Default)), Bytes(learner.Fit(binned, FitContext.Default with { Threads = 3 })));
            var shared = learner.Fit(binned, FitContext.Default, part);
            Assert.Equal(Bytes(learner.Fit(data.Take(part), FitContext.Default)), Bytes(shared));
            if (learner.Bootstrap)
                Assert.InRange(shared.OutOfBag(data.Take(part), FitContext.Default).Error, 0.01, 0.6);
        }

        var numbers = Numbers(Rows);
        using var own = forest.Bin(numbers, FitContext.Default);
        Assert.Equal(Bytes(forest.Fit(numbers.Take(part), FitContext.Default)), Bytes(forest.Fit(own, FitContext.Default, part)));
        var boosting = s_learner with { MinRowsPerBin = 1 };
        Assert.Equal(Bytes(boosting.Fit(data, FitContext.Default)), Bytes(boosting.Fit(binned, FitContext.Default)));
    }

    [Fact]
    public void Refuses_other_bins_other_rows_and_bins_that_are_gone()
    {
        var data = Numbers(Rows);
        var binned = s_learner.Bin(data, FitContext.Default);
        var wrong = Assert.Throws<ArgumentException>(() => (s_learner with { Bins = 63 }).Fit(binned, FitContext.Default));
        Assert.Contains("63 bins of at least 3 rows", wrong.Message);
        Assert.Throws<ArgumentException>(() => (s_learner with { Cuts = CutSearch.Exact }).Bin(data, FitContext.Default));
        Assert.Throws<ArgumentException>(() => (s_learner with { Bins = 63 }).CrossValidate(binned, FitContext.Default));
        Assert.Throws<ArgumentException>(() => new RandomForest().Fit(binned, FitContext.Default));
        foreach (var rows in new int[][] { [], [-1, 2], [3, 3], [5, 4], [Rows] })
            Assert.Throws<ArgumentException>(() => s_learner.Fit(binned, FitContext.Default, rows));
        using (var trees = new ExtraTrees().Bin(data, FitContext.Default))
            Assert.Throws<ArgumentException>(() => new ExtraTrees().Fit(trees, FitContext.Default, [Rows]));
        Assert.Throws<ArgumentException>(() => s_learner.Continue(s_learner.Fit(Roles("class"), FitContext.Default), binned, FitContext.Default));
        binned.Dispose();
        Assert.Throws<ObjectDisposedException>(() => s_learner.Fit(binned, FitContext.Default));
    }

    private static byte[] Bytes(BoostedTrees model) => model.ToBytes();

    private static byte[] Bytes(Forest model) => model.ToBytes();

    private static double LossOf(BoostedTrees model, TabularData held)
    {
        var predictions = new float[held.RowCount];
        model.Predict(model.Encode(held.Table), predictions);
        return predictions.Select((value, row) => 0.5 * Math.Pow(value - ((NumberColumn)held.Target!)[row], 2)).Average();
    }

    private static TabularData Numbers(int rows, ulong seed = 3) => new(Columns(rows, seed).Select(["a", "b", "c", "shop", "number"]), target: "number");

    private static TabularData Roles(string target, string? weight = null, string? group = null) => new(
        Columns(Rows, 3).Select([.. new[] { "a", "b", "c", "shop", target, weight, group }.OfType<string>()]), target, weight, group);

    /// <summary>Features of few values and none missing.</summary>
    private static Table Columns(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var (a, b, c, shop, number, weight, list, kind) = (new float[rows], new float[rows], new float[rows], new int[rows], new float[rows], new float[rows], new float[rows], new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            (a[i], b[i], c[i], shop[i], weight[i], list[i]) = (random.Next(12), random.Next(9), random.Next(2), random.Next(6), 1 + random.Next(3), i / 7);
            number[i] = Math.Clamp((int)Math.Round(a[i] / 6 + (shop[i] % 3) * (b[i] > 4 ? 1 : 0) - c[i] + 0.7 * random.NextGaussian()), 0, 4);
            kind[i] = number[i] > 2 ? 2 : number[i] > 1 ? 1 : 0;
        }

        return new Table([
            new NumberColumn("a", a), new NumberColumn("b", b), new NumberColumn("c", c), new CategoryColumn("shop", shop, ["A", "B", "C", "D", "E", "F"]),
            new NumberColumn("number", number), new NumberColumn("weight", weight), new NumberColumn("list", list), new CategoryColumn("class", kind, ["low", "mid", "top"]),
        ]);
    }
}
