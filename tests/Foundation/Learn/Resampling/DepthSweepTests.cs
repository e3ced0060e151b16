using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Forests;
using Kirana.Learn.Resampling;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Resampling;

public sealed class DepthSweepTests
{
    private static readonly DepthSweep s_sweep = new()
    {
        Depths = [8, 1, 2, 4], Study = new BiasVarianceStudy { Samples = 20 }, Forest = new RandomForest { Trees = 15, FeaturesPerSplit = 1, MinRowsPerLeaf = 1 },
    };

    [Fact]
    public void A_shallow_tree_underfits_and_a_deep_one_overfits_beside_a_forest_that_does_not()
    {
        var (test, truth) = (Sine(300, 99), Truth(300, 99));
        var curves = s_sweep.Run(seed => Sine(80, seed), test, FitContext.Default, truth);
        var tree = curves.Tree.Points;

        Assert.Equal([1, 2, 4, 8], tree.Select(point => point.Depth));
        Assert.Equal((false, 20, 80, 300), (curves.Classifies, curves.Samples, curves.TrainingRows, curves.TestRows));
        Assert.Equal((DepthVerdict.UnderFitting, DepthVerdict.OverFitting), (tree[0].Verdict, tree[^1].Verdict));
        Assert.Equal(DepthVerdict.AboutRight, tree[curves.Tree.Best].Verdict);
        Assert.Equal(tree.Min(point => point.TestError.Estimate), tree[curves.Tree.Best].TestError.Estimate);
        Assert.True(tree[^1].TrainError < 0.1 * tree[0].TrainError, $"{tree[^1].TrainError} {tree[0].TrainError}");
        Assert.True(tree.Zip(tree.Skip(1)).All(pair => pair.Second.TrainError < pair.First.TrainError && pair.Second.Leaves > pair.First.Leaves));
        foreach (var point in tree.Concat(curves.Forest!.Points))
        {
            Assert.Equal(point.TestError.Estimate, point.Bias.Estimate + point.Variance.Estimate + point.Noise.Estimate, 1e-9);
            Assert.Equal(1L << point.Depth, point.MostLeaves);
            Assert.InRange(point.Leaves, 2, point.MostLeaves);
        }

        Assert.True(curves.Forest.Points[^1].Variance.Estimate < 0.8 * tree[^1].Variance.Estimate);
        Assert.Equal(DepthVerdict.UnderFitting, curves.Forest.Points[0].Verdict);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Depths_below_the_best_are_never_too_large_and_those_above_never_too_small(ulong seed)
    {
        // Votes of a forest of stumps vary much: what is wrong with them is their depth all the same.
        var curves = (s_sweep with { Depths = [1, 2, 3, 4, 6, 8] }).Run(Classes(150, seed), Classes(150, seed + 50), FitContext.Default with { Seed = seed });
        foreach (var curve in new[] { curves.Tree, curves.Forest! })
        {
            Assert.DoesNotContain(DepthVerdict.OverFitting, curve.Points.Take(curve.Best + 1).Select(point => point.Verdict));
            Assert.DoesNotContain(DepthVerdict.UnderFitting, curve.Points.Skip(curve.Best).Select(point => point.Verdict));
        }

        Assert.Contains(curves.Tree.Points, point => point.Verdict == DepthVerdict.UnderFitting);
    }

    [Fact]
    public void Agrees_with_the_study_and_with_the_errors_of_the_fits_themselves()
    {
        var (train, test) = (Sine(60, 1), Sine(50, 2));
        var curves = (s_sweep with { Depths = [3], Forest = null, Study = new BiasVarianceStudy { Samples = 2 } }).Run(train, test, FitContext.Default);
        var parts = new BiasVarianceStudy { Samples = 2 }.OfSquaredError(new DecisionTree { MaxDepth = 3 }, train, test, FitContext.Default);
        var point = Assert.Single(curves.Tree.Points);
        Assert.Null(curves.Forest);
        Assert.Equal((parts.Error, parts.Bias, parts.Variance, parts.Noise), (point.TestError, point.Bias, point.Variance, point.Noise));

        // On one sample that does not depend on the seed the training error is that of one fit.
        var same = (s_sweep with { Depths = [3], Forest = null }).Run(_ => train, test, FitContext.Default).Tree.Points[0];
        var model = new DecisionTree { MaxDepth = 3 }.Fit(train, FitContext.Default);
        var predictions = new float[60];
        model.Predict(model.Encode(train.Table), predictions);
        var target = (NumberColumn)train.Target!;
        Assert.Equal(predictions.Select((value, row) => Math.Pow(value - target[row], 2)).Average(), same.TrainError, 1e-9);
        Assert.Equal(model.Tree.Leaves, same.Leaves);
        Assert.Equal(0, same.Variance.Estimate, 1e-20);
    }

    [Fact]
    public void Classes_are_judged_by_the_share_of_wrong_ones()
    {
        var (train, test) = (Classes(200, 1), Classes(200, 2));
        var curves = (s_sweep with { Depths = [1, 3, 10] }).Run(train, test, FitContext.Default);
        Assert.True(curves.Classifies);
        foreach (var point in curves.Tree.Points.Concat(curves.Forest!.Points))
        {
            Assert.Equal(point.TestError.Estimate, point.Bias.Estimate + point.Variance.Estimate, 1e-9);
            Assert.Equal(0, point.Noise.Estimate);
            Assert.InRange(point.TrainError, 0, point.TestError.Estimate);
        }

        Assert.Equal(0, curves.Tree.Points[^1].TrainError, 0.02);
        Assert.Equal(DepthVerdict.UnderFitting, curves.Tree.Points[0].Verdict);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_at_any_number_of_threads()
    {
        var (train, test, sweep) = (Sine(60, 1), Sine(60, 2), s_sweep with { Depths = [2, 5] });
        var (one, four) = (sweep.Run(train, test, FitContext.Default with { Threads = 1 }), sweep.Run(train, test, FitContext.Default with { Threads = 4 }));
        Assert.Equal(one.Tree.Points, four.Tree.Points);
        Assert.Equal(one.Forest!.Points, four.Forest!.Points);
    }

    [Fact]
    public void A_single_test_row_says_nothing_against_any_depth()
    {
        var curves = (s_sweep with { Forest = null }).Run(Sine(60, 1), Sine(1, 2), FitContext.Default);
        Assert.All(curves.Tree.Points, point => Assert.Equal(DepthVerdict.AboutRight, point.Verdict));
    }

    [Fact]
    public void Tells_how_far_it_is()
    {
        var told = new List<FitProgress>();
        (s_sweep with { Depths = [1, 2] }).Run(Sine(40, 1), Sine(40, 2), FitContext.Default with { Progress = new Teller(told.Add) });
        Assert.Equal([1, 2, 3, 4], told.Select(progress => progress.Done));
        Assert.All(told, progress => Assert.Equal(4, progress.Total));
    }

    [Theory]
    [InlineData()]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(2, 2)]
    public void Refuses_depths_that_are_none(params int[] depths) =>
        Assert.Throws<ArgumentException>(() => (s_sweep with { Depths = depths }).Run(Sine(20, 1), Sine(20, 2), FitContext.Default));

    [Fact]
    public void Refuses_true_values_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>(() => s_sweep.Run(_ => Sine(20, 1), Sine(20, 2), FitContext.Default, new double[3]));
        Assert.Throws<ArgumentException>(() => s_sweep.Run(_ => Classes(20, 1), Classes(20, 2), FitContext.Default, new double[20]));
        Assert.Throws<ArgumentException>(() => s_sweep.Run(Sine(20, 1), Sine(0, 2), FitContext.Default));
        Assert.Throws<ArgumentException>(() => (s_sweep with { Study = new BiasVarianceStudy { Samples = 1 } }).Run(Sine(20, 1), Sine(20, 2), FitContext.Default));
    }

    private static TabularData Sine(int rows, ulong seed)
    {
        var random = new RandomStream(seed, 1);
        var truth = Truth(rows, seed);
        return new TabularData(new Table([
            new NumberColumn("x", [.. truth.Select((_, i) => X(seed, i))]), new NumberColumn("y", [.. truth.Select(t => (float)(t + 0.4 * random.NextGaussian()))]),
        ]), target: "y");
    }

    private static double[] Truth(int rows, ulong seed) => [.. Enumerable.Range(0, rows).Select(i => Math.Sin(6 * X(seed, i)))];

    private static float X(ulong seed, int row) => (float)new RandomStream(seed, 100 + (ulong)row).NextDouble();

    private static TabularData Classes(int rows, ulong seed)
    {
        var data = Examples.Classes(rows, seed);
        var matrix = data.Matrix();
        return new TabularData(new Table([
            .. Enumerable.Range(0, 6).Select(f => new NumberColumn($"f{f}", [.. Enumerable.Range(0, rows).Select(i => matrix[6 * i + f])])),
            new CategoryColumn("y", [.. data.Targets.Select(t => (int)t)], ["a", "b", "c"]),
        ]), target: "y");
    }

    private sealed class Teller(Action<FitProgress> tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => tell(value);
    }
}
