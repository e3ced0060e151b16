using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Forests;
using Kirana.Learn.Resampling;
using Kirana.Learn.Trees;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Resampling;

public sealed class BiasVarianceTests
{
    private static readonly BiasVarianceStudy s_study = new() { Samples = 60 };

    [Fact]
    public void Parts_of_the_squared_error_add_up_and_depth_trades_one_for_the_other()
    {
        var (test, truth) = (Sine(200, 99), Truth(200, 99));
        var mean = s_study.OfSquaredError(new DecisionTree { MinRowsToSplit = 100 }, seed => Sine(60, seed), test, FitContext.Default, truth);
        var deep = s_study.OfSquaredError(new DecisionTree(), seed => Sine(60, seed), test, FitContext.Default, truth);
        var forest = s_study.OfSquaredError(new RandomForest { Trees = 20, MinRowsPerLeaf = 1 }, seed => Sine(60, seed), test, FitContext.Default, truth);

        foreach (var parts in new[] { mean, deep, forest })
        {
            Assert.Equal(parts.Error.Estimate, parts.Bias.Estimate + parts.Variance.Estimate + parts.Noise.Estimate, 1e-9);
            Assert.True(parts.Error.Lower < parts.Error.Estimate && parts.Error.Estimate < parts.Error.Upper);
            // The targets have noise of variance 0.09.
            Assert.InRange(parts.Noise.Estimate, 0.04, 0.16);
        }

        Assert.True(mean.Bias.Estimate > 4 * deep.Bias.Estimate);
        Assert.True(deep.Variance.Estimate > 3 * mean.Variance.Estimate);
        Assert.True(forest.Variance.Estimate < 0.8 * deep.Variance.Estimate);
    }

    [Fact]
    public void Along_the_depths_of_a_tree_bias_falls_and_variance_rises()
    {
        var (test, truth) = (Sine(200, 99), Truth(200, 99));
        int[] depths = [1, 2, 4, 8];
        var curve = s_study.CurveOfSquaredError(depths, depth => new DecisionTree { MaxDepth = depth }, seed => Sine(60, seed), test, FitContext.Default, truth);

        Assert.Equal(depths, curve.Select(point => point.Complexity));
        Assert.Equal(s_study.OfSquaredError(new DecisionTree { MaxDepth = 4 }, seed => Sine(60, seed), test, FitContext.Default, truth), curve[2].Parts);
        Assert.True(curve[0].Parts.Bias.Lower > curve[^1].Parts.Bias.Upper, $"{curve[0].Parts.Bias} {curve[^1].Parts.Bias}");
        Assert.True(curve[^1].Parts.Variance.Estimate > curve[1].Parts.Variance.Estimate, string.Join(' ', curve.Select(point => point.Parts.Variance)));

        var (train, held) = (Classes(150, 1), Classes(150, 2));
        var wrong = s_study.CurveOfZeroOneError([1, 6], depth => new DecisionTree { MaxDepth = depth }, train, held, FitContext.Default);
        Assert.True(wrong[1].Parts.Spread.Estimate > wrong[0].Parts.Spread.Estimate);
        Assert.Throws<ArgumentException>(() => s_study.CurveOfZeroOneError(Array.Empty<int>(), depth => new DecisionTree { MaxDepth = depth }, train, held, FitContext.Default));
    }

    /// <summary>A mean of n numbers has variance σ²/n and no bias: known without a simulation.</summary>
    [Fact]
    public void Finds_the_variance_of_a_mean()
    {
        TabularData Draw(ulong seed)
        {
            var random = new RandomStream(seed);
            return new TabularData(new Table([new NumberColumn("x", new float[25]), new NumberColumn("y", [.. Enumerable.Range(0, 25).Select(_ => (float)random.NextGaussian())])]), target: "y");
        }

        var parts = new BiasVarianceStudy { Samples = 2_000 }.OfSquaredError(new DecisionTree(), Draw, Draw(1), FitContext.Default, new double[25]);
        Assert.Equal(1 / 25.0, parts.Variance.Estimate, 0.005);
        Assert.Equal(0, parts.Bias.Estimate, 0.002);
        Assert.Equal(parts, new BiasVarianceStudy { Samples = 2_000 }.OfSquaredError(new DecisionTree(), Draw, Draw(1), FitContext.Default with { Threads = 1 }, new double[25]));
    }

    [Fact]
    public void Both_decompositions_of_wrong_classes_add_up()
    {
        var (train, test) = (Classes(150, 1), Classes(150, 2));
        var stump = s_study.OfZeroOneError(new DecisionTree { MaxDepth = 1 }, train, test, FitContext.Default);
        var deep = s_study.OfZeroOneError(new DecisionTree(), train, test, FitContext.Default);
        foreach (var parts in new[] { stump, deep })
        {
            Assert.Equal(parts.Error.Estimate, parts.Bias.Estimate + parts.UnbiasedVariance.Estimate - parts.BiasedVariance.Estimate, 1e-9);
            Assert.Equal(parts.Error.Estimate, parts.SquaredBias.Estimate + parts.Spread.Estimate, 1e-9);
            Assert.InRange(parts.Error.Estimate, 0.05, 0.7);
        }

        Assert.True(deep.Spread.Estimate > stump.Spread.Estimate);
        Assert.True(stump.Bias.Estimate > deep.Bias.Estimate);
    }

    [Fact]
    public void A_class_that_samples_lack_is_always_missed()
    {
        var rare = new CategoryColumn("y", [0, 1, 0, 1], ["a", "b"]);
        var train = new TabularData(new Table([new NumberColumn("x", [1f, 2f, 1f, 2f]), new CategoryColumn("y", [0, 0, 0, 0], ["a"])]), target: "y");
        var test = new TabularData(new Table([new NumberColumn("x", [1f, 2f, 1f, 2f]), rare]), target: "y");
        var parts = s_study.OfZeroOneError(new DecisionTree(), train, test, FitContext.Default);

        Assert.Equal((0.5, 0.5, 0), (parts.Error.Estimate, parts.Bias.Estimate, parts.Spread.Estimate));
    }

    [Fact]
    public void Refuses_too_few_samples_and_wrong_lengths()
    {
        var data = Sine(20, 1);
        Assert.Throws<ArgumentException>(() => (s_study with { Samples = 1 }).OfSquaredError(new DecisionTree(), data, data, FitContext.Default));
        Assert.Throws<ArgumentException>(() => (s_study with { Level = 1 }).OfSquaredError(new DecisionTree(), data, data, FitContext.Default));
        Assert.Throws<ArgumentException>(() => s_study.OfSquaredError(new DecisionTree(), data, data, FitContext.Default, new double[3]));
    }

    private static TabularData Sine(int rows, ulong seed)
    {
        var random = new RandomStream(seed, 1);
        var truth = Truth(rows, seed);
        return new TabularData(new Table([
            new NumberColumn("x", [.. truth.Select((_, i) => X(seed, i))]), new NumberColumn("y", [.. truth.Select(t => (float)(t + 0.3 * random.NextGaussian()))]),
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
}
