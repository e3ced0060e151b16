using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Linear;
using Kirana.Learn.Linear.Kernels;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Linear;

public sealed class LeastSquaresTests
{
    private static readonly string[] s_dropped = ["f2", "f4"];

    [Theory]
    [InlineData("least squares", false)]
    [InlineData("least squares weighted", true)]
    [InlineData("least squares through the origin", false)]
    [InlineData("ridge", false)]
    [InlineData("ridge weighted", true)]
    public void Coefficients_are_those_of_scikit_learn(string name, bool isWeighted)
    {
        IEstimator<LinearModel> learner = name.StartsWith("ridge", StringComparison.Ordinal)
            ? new RidgeRegression { Penalty = 2.5 }
            : new LinearRegression { WithIntercept = !name.EndsWith("origin", StringComparison.Ordinal) };
        var model = learner.Fit(LinearGolden.Data("rows", "number", isWeighted), FitContext.Default);
        var (coefficients, intercepts) = LinearGolden.Model(name);
        LinearGolden.AssertNear(coefficients, model.Coefficients, 1e-10);
        LinearGolden.AssertNear(intercepts, [model.Intercept], 1e-9);
        Assert.Empty(model.Dropped);
        Assert.InRange(model.KktResidual, 0, 1e-12);
    }

    [Fact]
    public void At_the_optimum_every_feature_is_orthogonal_to_the_residuals()
    {
        var (rows, targets) = Rows(500, 20, seed: 3);
        var model = new LinearRegression().Fit(LinearGolden.Data(rows, targets, []), FitContext.Default);
        for (var f = 0; f < 20; f++)
            Assert.Equal(0, Enumerable.Range(0, 500).Sum(i => rows[i * 20 + f] * Residual(model, rows, targets, i)), 1e-9);
    }

    /// <summary>XᵀX of columns that differ by a ten-thousandth has the condition 10⁹ and would alone leave seven digits.</summary>
    [Fact]
    public void Nearly_collinear_columns_keep_their_digits()
    {
        var random = new RandomStream(4);
        var (rows, targets) = (new double[200 * 2], new double[200]);
        for (var i = 0; i < 200; i++)
        {
            rows[2 * i] = Math.Round(random.NextGaussian() * 1024) / 1024;
            rows[2 * i + 1] = rows[2 * i] + Math.Round(random.NextGaussian() * 1024) / (1 << 24);
            targets[i] = 3 * rows[2 * i] - 2 * rows[2 * i + 1];
        }

        LinearGolden.AssertNear([3, -2], new LinearRegression().Fit(LinearGolden.Data(rows, targets, []), FitContext.Default).Coefficients, 1e-9);
    }

    [Fact]
    public void A_column_that_others_add_up_to_and_a_constant_one_are_left_out_and_named()
    {
        var (rows, targets) = Rows(100, 6, seed: 5);
        for (var i = 0; i < 100; i++)
            (rows[i * 6 + 2], rows[i * 6 + 4]) = (2 * rows[i * 6] - rows[i * 6 + 1] + 7, 0.1);
        var model = new LinearRegression().Fit(LinearGolden.Data(rows, targets, []), FitContext.Default);
        Assert.Equal(s_dropped, model.Dropped);
        double[] without = [.. Enumerable.Range(0, 100).SelectMany(i => new[] { rows[i * 6], rows[i * 6 + 1], rows[i * 6 + 3], rows[i * 6 + 5] })];
        var small = new LinearRegression().Fit(LinearGolden.Data(without, targets, []), FitContext.Default);
        var kept = model.Coefficients;
        LinearGolden.AssertNear(small.Coefficients, [kept[0], kept[1], kept[3], kept[5]], 1e-10);
        Assert.Equal(0, kept[2]);
        Assert.Equal(0, kept[4]);
    }

    [Fact]
    public void With_fewer_rows_than_features_the_rows_are_met_exactly()
    {
        var (rows, targets) = Rows(8, 20, seed: 6);
        var model = new LinearRegression().Fit(LinearGolden.Data(rows, targets, []), FitContext.Default);
        Assert.Equal(20 - 7, model.Dropped.Count);
        for (var i = 0; i < 8; i++)
            Assert.Equal(0, Residual(model, rows, targets, i), 1e-9);
        var ridge = new RidgeRegression { Penalty = 1e-3 }.Fit(LinearGolden.Data(rows, targets, []), FitContext.Default);
        Assert.Empty(ridge.Dropped);
    }

    [Fact]
    public void A_weight_of_two_is_the_row_twice()
    {
        var (rows, targets) = Rows(60, 4, seed: 7);
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        double[] copies = [.. repeated.SelectMany(i => rows[(i * 4)..(i * 4 + 4)])], same = [.. repeated.Select(i => targets[i])];
        foreach (var learner in new IEstimator<LinearModel>[] { new LinearRegression(), new RidgeRegression { Standardises = true } })
        {
            var (one, other) = (learner.Fit(LinearGolden.Data(rows, targets, weights), FitContext.Default), learner.Fit(LinearGolden.Data(copies, same, []), FitContext.Default));
            LinearGolden.AssertNear(other.Coefficients, one.Coefficients, 1e-11);
        }
    }

    [Fact]
    public void A_standardised_ridge_does_not_depend_on_units()
    {
        var (rows, targets) = Rows(60, 3, seed: 8);
        double[] others = [.. rows.Select((value, i) => i % 3 == 1 ? 1000 * value + 5 : value)];
        var learner = new RidgeRegression { Penalty = 20, Standardises = true };
        var (one, other) = (learner.Fit(LinearGolden.Data(rows, targets, []), FitContext.Default), learner.Fit(LinearGolden.Data(others, targets, []), FitContext.Default));
        Assert.Equal(one.Coefficients[1], 1000 * other.Coefficients[1], 1e-10);
        Assert.Equal(one.Coefficients[0], other.Coefficients[0], 1e-10);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        var (rows, targets) = Rows(20_000, 7, seed: 9);
        var data = LinearGolden.Data(rows, targets, []);
        Assert.Equal(Bytes(new LinearRegression().Fit(data, new FitContext { Threads = 1 })), Bytes(new LinearRegression().Fit(data, new FitContext { Threads = 3 })));
    }

    [Fact]
    public void A_saved_model_predicts_the_same()
    {
        var data = LinearGolden.Data("rows", "number");
        var model = new LinearRegression().Fit(data, FitContext.Default);
        var again = LinearModel.Load(ModelReader.Parse(Bytes(model), "linear"));
        var rows = model.Encode(data.Table);
        var (one, other) = (new float[data.RowCount], new float[data.RowCount]);
        model.Predict(rows, one);
        again.Predict(again.Encode(data.Table), other);
        Assert.Equal(one, other);
        Assert.Equal(one[7], model.Predict(rows.AsSpan(7 * 6, 6)));
        Assert.Throws<ArgumentException>(() => model.Predict(new float[5]));
        Assert.Throws<ArgumentException>(() => model.Predict(rows, new float[3]));
    }

    [Theory]
    [InlineData(double.NaN, "missing")]
    [InlineData(double.NegativeInfinity, "infinite")]
    public void A_feature_that_is_not_finite_is_named_with_its_row(double value, string word)
    {
        var (rows, targets) = Rows(30, 3, seed: 10);
        rows[12 * 3 + 1] = value;
        var error = Assert.Throws<DataException>(() => new LinearRegression().Fit(LinearGolden.Data(rows, targets, []), FitContext.Default));
        Assert.Equal(("missing-value", 13, "f1"), (error.Code, error.Row, error.Column));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        rows[12 * 3 + 1] = 0;
        targets[4] = value;
        var target = Assert.Throws<DataException>(() => new LinearRegression().Fit(LinearGolden.Data(rows, targets, []), FitContext.Default));
        Assert.Equal(("bad-target", 5), (target.Code, target.Row));
    }

    [Fact]
    public void Bad_tables_and_options_are_refused()
    {
        var (rows, targets) = Rows(30, 3, seed: 10);
        var fit = (TabularData data) => Assert.Throws<DataException>(() => new LinearRegression().Fit(data, FitContext.Default)).Code;
        Assert.Equal("bad-weight", fit(LinearGolden.Data(rows, targets, new double[30])));
        Assert.Equal("wrong-kind", fit(LinearGolden.Data(rows, targets, [], isOfClasses: true)));
        Assert.Equal("no-rows", fit(LinearGolden.Data(rows, targets, []).Take([])));
        var shops = TabularData.From(Enumerable.Range(0, 9), new TableColumns<int>().Category("city", i => $"{i % 2}").Number("y", i => i), target: "y");
        Assert.Equal("wrong-kind", fit(shops));
        var only = TabularData.From(Enumerable.Range(0, 9), new TableColumns<int>().Number("y", i => i), target: "y");
        Assert.Equal("no-features", fit(only));
        Assert.Throws<ArgumentException>(() => new RidgeRegression { Penalty = 0 }.Fit(LinearGolden.Data(rows, targets, []), FitContext.Default));
        Assert.Throws<ArgumentException>(() => new LinearRegression().Fit(new TabularData(shops.Table), FitContext.Default));
    }

    [Fact]
    public void Shifts_have_the_same_bits_at_every_width()
    {
        var random = new RandomStream(1);
        float[] singles = [.. Enumerable.Range(0, 37).Select(_ => (float)random.NextGaussian())];
        double[] doubles = [.. Enumerable.Range(0, 37).Select(_ => random.NextGaussian())];
        for (var length = 0; length <= singles.Length; length++)
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                var (one, other) = (new double[length], new double[length]);
                Shifted.By<float>(width, 0.3, singles.AsSpan(0, length), one);
                Shifted.By<double>(width, 0.3, doubles.AsSpan(0, length), other);
                for (var i = 0; i < length; i++)
                    Assert.Equal((singles[i] - 0.3, doubles[i] - 0.3), (one[i], other[i]));
            }
    }

    [Fact]
    public void Four_columns_at_once_give_the_bits_of_one_after_another_at_every_width()
    {
        var random = new RandomStream(4);
        foreach (var rows in (int[])[0, 8, 24, 512])
        {
            var columns = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, rows).Select(_ => (float)random.NextGaussian()).ToArray()).ToArray();
            double[] shifts = [0.1, -0.7, 0, 3], weights = [1.5, -2, 0.3, 1e-3], slopes = [.. Enumerable.Range(0, rows).Select(_ => random.NextGaussian())];
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                var (scores, sums, expected, room) = (slopes.ToArray(), new double[4], slopes.ToArray(), new double[rows]);
                ShiftedColumns.AddScores(width, columns[0], columns[1], columns[2], columns[3], shifts, weights, scores);
                ShiftedColumns.AddProducts(width, columns[0], columns[1], columns[2], columns[3], shifts, slopes, sums);
                for (var f = 0; f < 4; f++)
                {
                    Shifted.By(shifts[f], columns[f], room);
                    Axpy.Add(weights[f], room, expected);
                    Assert.Equal(Dot.Of(room, slopes), sums[f]);
                }

                Assert.Equal(expected, scores);
            }
        }
    }

    internal static (double[] Rows, double[] Targets) Rows(int count, int features, ulong seed)
    {
        var random = new RandomStream(seed);
        var (rows, targets) = (new double[count * features], new double[count]);
        for (var i = 0; i < count; i++)
        {
            targets[i] = 1 + random.NextGaussian();
            for (var f = 0; f < features; f++)
            {
                rows[i * features + f] = random.NextGaussian() + (f > 0 ? 0.5 * rows[i * features + f - 1] : 0);
                targets[i] += rows[i * features + f] * (f % 3 == 0 ? 1 - 0.1 * f : 0);
            }
        }

        return (rows, targets);
    }

    internal static byte[] Bytes(LinearModel model)
    {
        var writer = new ModelWriter(LinearModel.ModelKind, LinearModel.ModelVersion, LinearModel.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }

    private static double Residual(LinearModel model, double[] rows, double[] targets, int row)
    {
        var sum = targets[row] - model.Intercept;
        for (var f = 0; f < model.Features; f++)
            sum -= model.Coefficients[f] * rows[row * model.Features + f];
        return sum;
    }
}
