using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Forests;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Forests;

public sealed class QuantileForestTests
{
    private static readonly double[] s_levels = [0.1, 0.5, 0.9];

    [Fact]
    public void Quantiles_hold_the_share_of_targets_they_name_where_spread_depends_on_the_features()
    {
        var model = new QuantileRegressionForest { Forest = new RandomForest { Trees = 100, MinRowsPerLeaf = 20 } }.Fit(Spread(4_000, 1), Examples.OneThread);
        var test = Spread(4_000, 2);
        var (below, wide, narrow) = (new int[3], 0.0, 0.0);
        var quantiles = new float[3];
        for (var i = 0; i < test.Rows; i++)
        {
            var row = test.Row(i);
            model.PredictQuantiles(row, s_levels, quantiles);
            for (var q = 0; q < 3; q++)
                below[q] += test.Targets[i] <= quantiles[q] ? 1 : 0;
            if (row[0] > 0.8)
                wide += quantiles[2] - quantiles[0];
            if (row[0] < 0.2)
                narrow += quantiles[2] - quantiles[0];
        }

        for (var q = 0; q < 3; q++)
            Assert.Equal(s_levels[q], below[q] / 4_000.0, 0.03);
        Assert.True(wide > 3 * narrow);
    }

    [Fact]
    public void The_distribution_is_that_of_the_weighted_targets_of_the_leaves()
    {
        var rows = Examples.Regression(120) with { Weights = [.. Enumerable.Range(0, 120).Select(i => 1 + i % 3f)] };
        var model = new QuantileRegressionForest { Forest = new RandomForest { Trees = 8 } }.Fit(rows, Examples.OneThread);
        double[] levels = [.. Enumerable.Range(0, 2_001).Select(i => i / 2_000.0)];
        var quantiles = new float[levels.Length];
        for (var i = 0; i < 20; i++)
        {
            model.PredictQuantiles(rows.Row(i), levels, quantiles);
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.All(quantiles, q => Assert.Contains(q, rows.Targets));
            // The mean of the distribution is the forest's own prediction.
            Assert.Equal(model.Predict(rows.Row(i)), quantiles.Skip(1).Average(), 0.02f);
        }
    }

    [Fact]
    public void Has_the_same_bytes_at_any_number_of_threads_and_after_a_file()
    {
        var rows = Examples.Regression(1_500);
        var learner = new QuantileRegressionForest { Forest = new ExtraTrees { Trees = 5 } };
        var model = learner.Fit(rows, Examples.OneThread);
        var bytes = model.ToBytes();
        Assert.Equal(bytes, learner.Fit(rows, Examples.OneThread with { Threads = 3 }).ToBytes());

        var loaded = QuantileForest.Load(ModelReader.Parse(bytes, "model"));
        Assert.Equal(bytes, loaded.ToBytes());
        var (a, b) = (new float[3], new float[3]);
        model.PredictQuantiles(rows.Row(5), s_levels, a);
        loaded.PredictQuantiles(rows.Row(5), s_levels, b);
        Assert.Equal(a, b);
    }

    [Fact]
    public void Refuses_classes_levels_outside_and_wrong_lengths()
    {
        var table = new Table([new NumberColumn("x", [1f, 2f]), new CategoryColumn("y", [0, 1], ["a", "b"])]);
        Assert.Throws<ArgumentException>(() => new QuantileRegressionForest().Fit(new TabularData(table, target: "y"), FitContext.Default));
        var model = new QuantileRegressionForest().Fit(Examples.Regression(30), Examples.OneThread);
        var row = Examples.Regression(1).Row(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.PredictQuantiles(row, [1.1], new float[1]));
        Assert.Throws<ArgumentException>(() => model.PredictQuantiles(row, [0.5], new float[2]));
        Assert.Throws<ArgumentException>(() => model.PredictQuantiles([1], [0.5], new float[1]));
        var bytes = model.ToBytes();
        Assert.Equal("bad-model", Assert.Throws<DataException>(() => Forest.Load(ModelReader.Parse(bytes, "model"))).Code);
    }

    private static LabelledRows Spread(int rows, ulong seed)
    {
        var random = new RandomStream(seed);
        var (x, noise, y) = (new float[rows], new float[rows], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            (x[i], noise[i]) = ((float)random.NextDouble(), (float)random.NextDouble());
            y[i] = 2 * x[i] + x[i] * (float)random.NextGaussian();
        }

        return Examples.Of([x, noise], y);
    }
}
