using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Learn.Splitting.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Boosting;

/// <summary>Features of more than 256 bins.</summary>
public sealed class WideBinsTests
{
    private static readonly GradientBoosting s_wide = new() { Trees = 8, Leaves = 12, Bins = 65_535, MinRowsPerBin = 1 };

    /// <summary>One split of squared error that nothing holds back.</summary>
    private static readonly GradientBoosting s_split = new()
    {
        Trees = 1, Leaves = 2, LearningRate = 1, Bins = 65_535, MinRowsPerBin = 1, MinRowsPerLeaf = 1, CategorySmoothing = 0, CategoryL2 = 0,
        MaxCategoriesPerSplit = int.MaxValue, OneAgainstRestCategories = 0,
    };

    [Fact]
    public void The_vector_form_has_the_bits_of_the_scalar_one()
    {
        var random = new RandomStream(1);
        var bins = Enumerable.Range(0, 3_000).Select(_ => (ushort)random.Next(700)).ToArray();
        var pairs = Enumerable.Range(0, 6_000).Select(_ => (float)random.NextGaussian()).ToArray();
        var index = Enumerable.Range(0, 3_000).Where(i => i % 3 != 1).ToArray();
        var (scalar, vector) = (new double[1_400], new double[1_400]);

        WideHistogram.ScalarRows(bins, pairs, index, scalar);
        WideHistogram.VectorRows(bins, pairs, index, vector);

        Assert.Equal(scalar, vector);
        Assert.Equal(index.Sum(row => (double)pairs[2 * row]), Enumerable.Range(0, 700).Sum(bin => scalar[2 * bin]), 1e-9);
    }

    [Theory]
    [InlineData(257)]
    [InlineData(512)]
    [InlineData(5_003)]
    public void A_scan_in_parts_has_the_bits_of_one_over_all_bins(int bins)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var random = new RandomStream(seed);
            var cells = Enumerable.Range(0, 2 * bins).Select(i => i % 2 == 0 ? random.NextGaussian() : random.NextDouble()).ToArray();
            var rules = new CutRules(0.3, 0.2, 1.5, bins * 0.5, 0.1, 3, 0);
            Assert.Equal(CutScan.Scalar(cells, rules), CutScan.Best(cells, rules, new double[CutScan.ScratchDoubles]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_cut_is_the_best_of_all_values(ulong seed)
    {
        var random = new RandomStream(seed);
        var x = Enumerable.Range(0, 2_000).Select(_ => (float)random.NextGaussian()).ToArray();
        var y = Array.ConvertAll(x, v => (v > 0.7 ? 1f : 0) + (float)random.NextGaussian());
        var tree = s_split.Fit(Examples.Of([x], y), Examples.OneThread).Trees[0];

        var sorted = x.Zip(y).OrderBy(p => p.First).ToArray();
        var best = Enumerable.Range(1, sorted.Length - 1).MaxBy(left => Gain(sorted[..left].Select(p => p.Second), sorted[left..].Select(p => p.Second)));
        Assert.True(sorted[best - 1].First <= tree.Threshold[0] && tree.Threshold[0] < sorted[best].First);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_parting_of_categories_is_the_best_of_their_order_by_mean(ulong seed)
    {
        var random = new RandomStream(seed);
        var effect = Enumerable.Range(0, 600).Select(_ => (float)random.NextGaussian()).ToArray();
        var x = Enumerable.Range(0, 3_000).Select(i => (float)(i % 600)).ToArray();
        var y = Array.ConvertAll(x, code => effect[(int)code] + 0.1f * (float)random.NextGaussian());
        var tree = s_split.Fit(Examples.Of([x], y, true), Examples.OneThread).Trees[0];

        var groups = x.Zip(y).GroupBy(p => (int)p.First).OrderBy(g => g.Average(p => (double)p.Second)).Select(g => (g.Key, Values: g.Select(p => p.Second).ToArray())).ToArray();
        var best = Enumerable.Range(1, groups.Length - 1).MaxBy(left => Gain(groups[..left].SelectMany(g => g.Values), groups[left..].SelectMany(g => g.Values)));
        var left = tree.Categories(0).ToArray();
        var (low, high) = (groups[..best].Select(g => g.Key).Order().ToArray(), groups[best..].Select(g => g.Key).Order().ToArray());
        Assert.True(left.SequenceEqual(low) || left.SequenceEqual(high));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_has_the_same_bytes_at_any_number_of_threads_and_after_a_file(bool bagged)
    {
        var learner = bagged ? s_wide with { RowFraction = 0.5 } : s_wide;
        var rows = Mixed(9_000);
        var model = learner.Fit(rows, Examples.OneThread);
        var bytes = model.ToBytes();

        Assert.Equal(bytes, learner.Fit(rows, new FitContext { Threads = 2 }).ToBytes());
        Assert.Equal(bytes, learner.Fit(rows, new FitContext { Threads = 4 }).ToBytes());
        Assert.Equal(bytes, BoostedTrees.Load(ModelReader.Parse(bytes, "model")).ToBytes());
        Assert.NotEqual(bytes, (learner with { Bins = 255 }).Fit(rows, Examples.OneThread).ToBytes());
    }

    [Fact]
    public void Continuing_walks_wide_bins_as_growing_does()
    {
        var rows = Mixed(3_000);
        var bagged = s_wide with { RowFraction = 0.6 };
        var part = (bagged with { Trees = 3 }).Fit(rows, Examples.OneThread);

        Assert.Equal(bagged.Fit(rows, Examples.OneThread).ToBytes(), bagged.Fit(rows, Examples.OneThread, start: part).ToBytes());
    }

    [Fact]
    public void Predictions_and_contributions_are_exact()
    {
        var rows = Mixed(3_000);
        var model = s_wide.Fit(rows, Examples.OneThread);
        var (batch, contributions, score) = (new float[rows.Rows], new double[5], new double[1]);
        model.Predict(rows.Matrix(), batch);
        for (var i = 0; i < 300; i++)
        {
            var row = rows.Row(i);
            model.Scores(row, score);
            model.Explain(row, contributions);
            Assert.Equal(batch[i], model.Predict(row));
            Assert.Equal(score[0], contributions.Sum(), 1e-5);
        }
    }

    [Fact]
    public void Features_of_few_values_do_not_notice()
    {
        var rows = Examples.Regression(2_000);
        rows = rows with { Features = new RowMajorSource(Array.ConvertAll(rows.Matrix(), v => MathF.Round(v * 20) / 20), FeatureColumn.Unnamed(6)) };

        Assert.Equal((s_wide with { Bins = 255 }).Fit(rows, Examples.OneThread).ToBytes(), s_wide.Fit(rows, Examples.OneThread).ToBytes());
    }

    [Theory]
    [InlineData(255)]
    [InlineData(65_535)]
    public void A_million_categories_keep_the_most_frequent_ones(int bins)
    {
        // Twenty frequent codes decide; a million others occur once or never.
        var random = new RandomStream(5);
        var x = Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? random.Next(20) : (float)(20 + random.Next(1_000_000))).ToArray();
        var y = Array.ConvertAll(x, code => code < 20 ? (int)code % 2 : 0.5f);
        var model = (s_wide with { Bins = bins, Trees = 20, LearningRate = 0.5, Leaves = 4 }).Fit(Examples.Of([x], y, true), Examples.OneThread);

        Assert.Equal([0, 1], new[] { model.Predict([4f]), model.Predict([7f]) }.Select(p => (int)MathF.Round(p)));
        Assert.Equal(0.5f, model.Predict([1_999_999f]), 0.2f);
    }

    /// <summary>A number of many values with gaps, one of few, a category of many and one of few.</summary>
    private static LabelledRows Mixed(int rows)
    {
        var random = new RandomStream(7);
        var x = Enumerable.Range(0, 4).Select(_ => new float[rows]).ToArray();
        var y = new float[rows];
        for (var i = 0; i < rows; i++)
        {
            (x[0][i], x[1][i], x[2][i], x[3][i]) = (i % 13 == 0 ? float.NaN : (float)random.NextGaussian(), random.Next(50), random.Next(700), random.Next(4));
            y[i] = MathF.Sin(3 * (i % 13 == 0 ? 1 : x[0][i])) + x[1][i] / 50 + x[2][i] % 5 + x[3][i];
        }

        return Examples.Of(x, y, false, false, true, true);
    }

    private static double Gain(IEnumerable<float> left, IEnumerable<float> right) => Part(left) + Part(right);

    private static double Part(IEnumerable<float> values) => values.Sum(v => (double)v) is var sum ? sum * sum / values.Count() : 0;
}
