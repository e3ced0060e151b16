using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;

namespace Kirana.Tests.Foundation.Learn.Linear;

public sealed class LogisticTests
{
    private static readonly LogisticRegression s_learner = new() { Penalty = 2, Tolerance = 1e-11 };

    [Theory]
    [InlineData("logistic", 2, false)]
    [InlineData("logistic weighted", 2, true)]
    [InlineData("logistic free", 0, false)]
    public void Coefficients_of_two_classes_are_those_of_scikit_learn(string name, double penalty, bool isWeighted)
    {
        var model = (s_learner with { Penalty = penalty }).Fit(LinearGolden.Data("standardised", "two", isWeighted, isOfClasses: true), FitContext.Default);
        var (coefficients, intercepts) = LinearGolden.Model(name);
        LinearGolden.AssertNear(coefficients, model.Coefficients());
        LinearGolden.AssertNear(intercepts, [model.Intercept()]);
        Assert.InRange(model.KktResidual, 0, s_learner.Tolerance);
    }

    [Fact]
    public void Coefficients_of_three_classes_are_those_of_scikit_learn()
    {
        var model = s_learner.Fit(LinearGolden.Data("standardised", "three", isOfClasses: true), FitContext.Default);
        var (coefficients, intercepts) = LinearGolden.Model("multinomial");
        LinearGolden.AssertNear(coefficients, [.. Enumerable.Range(0, 3).SelectMany(k => model.Coefficients(k).ToArray())]);
        LinearGolden.AssertNear([.. intercepts.Select(own => own - intercepts.Average())], [.. Enumerable.Range(0, 3).Select(k => model.Intercept(k))]);
    }

    [Theory]
    [InlineData("logistic lasso", "two", 1)]
    [InlineData("logistic elastic net", "two", 0.5)]
    [InlineData("multinomial elastic net", "three", 0.5)]
    public void Coefficients_with_absolute_prices_are_those_of_scikit_learn(string name, string target, double share)
    {
        var model = (s_learner with { Penalty = 5, L1Share = share }).Fit(LinearGolden.Data("standardised", target, isOfClasses: true), FitContext.Default);
        var (coefficients, intercepts) = LinearGolden.Model(name);
        LinearGolden.AssertNear(coefficients, [.. Enumerable.Range(0, model.Outputs).SelectMany(k => model.Coefficients(k).ToArray())]);
        var mean = model.Outputs == 1 ? 0 : intercepts.Average();
        LinearGolden.AssertNear([.. intercepts.Select(own => own - mean)], [.. Enumerable.Range(0, model.Outputs).Select(k => model.Intercept(k))]);
        Assert.Contains(0, model.Coefficients().ToArray());
        Assert.InRange(model.KktResidual, 0, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Derivatives_are_those_of_finite_differences(int outputs)
    {
        var data = LinearGolden.Data("standardised", "number", isWeighted: true);
        var (x, random) = (DesignMatrix.Of(data), new Kirana.Numerics.Random.RandomStream(3));
        double[] classes = [.. LinearGolden.Numbers(outputs == 1 ? "two" : "three")], weights = LinearGolden.Numbers("weights");
        double[] point = [.. Enumerable.Range(0, outputs * 7).Select(_ => random.NextGaussian())], gradient = new double[point.Length], other = new double[point.Length];
        double Value(double[] at, double[] slopes) => outputs == 1
            ? x.Pass(new double[6], at, slopes, new LogisticRowLoss(classes, weights), 1, CancellationToken.None)
            : x.Pass(new double[6], at, slopes, new SoftmaxRowLoss(classes, weights), 1, CancellationToken.None);
        Value(point, gradient);
        for (var j = 0; j < point.Length; j++)
        {
            double[] up = [.. point], down = [.. point];
            up[j] += 1e-5;
            down[j] -= 1e-5;
            Assert.Equal((Value(up, other) - Value(down, other)) / 2e-5, gradient[j], 1e-6 * Math.Max(1, Math.Abs(gradient[j])));
        }
    }

    /// <summary>At the optimum Σ w(p − t)·x + λβ = 0; many rows, of which the first Hessian sees some.</summary>
    [Fact]
    public void At_the_optimum_the_gradient_is_0()
    {
        var (rows, targets) = LeastSquaresTests.Rows(9_000, 5, seed: 3);
        for (var i = 0; i < targets.Length; i++)
            (targets[i], rows[i * 5 + 2]) = (targets[i] > 1 ? 1 : 0, 1e4 + 1e-3 * rows[i * 5 + 2]);
        var data = LinearGolden.Data(rows, targets, [], isOfClasses: true);
        var model = new LogisticRegression { Penalty = 3, Standardises = true }.Fit(data, new FitContext { Threads = 1 });
        Assert.InRange(model.Steps, 1, 15);
        double[] slopes = new double[6];
        for (var i = 0; i < targets.Length; i++)
        {
            var score = model.Intercept() + Enumerable.Range(0, 5).Sum(f => model.Coefficients()[f] * rows[i * 5 + f]);
            var error = 1 / (1 + Math.Exp(-score)) - targets[i];
            for (var f = 0; f < 5; f++)
                slopes[f] += error * (f == 2 ? 1e3 * (rows[i * 5 + 2] - 1e4) : rows[i * 5 + f]);
            slopes[5] += error;
        }

        Assert.Equal(0, slopes[5], 1e-3);
        var deviation = Enumerable.Range(0, 9_000).Average(i => rows[i * 5] * rows[i * 5]);
        Assert.Equal(0, slopes[0] + 3 * deviation * model.Coefficients()[0], 1e-1);
        Assert.Equal(Bytes(model), Bytes(new LogisticRegression { Penalty = 3, Standardises = true }.Fit(data, new FitContext { Threads = 3 })));
    }

    [Fact]
    public void Separable_classes_without_a_price_are_told()
    {
        var (rows, targets) = LeastSquaresTests.Rows(60, 3, seed: 4);
        for (var i = 0; i < 60; i++)
            targets[i] = rows[i * 3] - rows[i * 3 + 1] > 0 ? 1 : 0;
        var data = LinearGolden.Data(rows, targets, [], isOfClasses: true);
        Assert.Equal("separable", Assert.Throws<DataException>(() => new LogisticRegression { Penalty = 0 }.Fit(data, FitContext.Default)).Code);
        Assert.True(new LogisticRegression().Fit(data, FitContext.Default).Coefficients()[0] > 0.5);
        for (var i = 0; i < 60; i++)
            targets[i] = rows[i * 3] > 0.5 ? 2 : rows[i * 3] > -0.5 ? 1 : 0;
        var three = LinearGolden.Data(rows, targets, [], isOfClasses: true);
        Assert.Equal("separable", Assert.Throws<DataException>(() => new LogisticRegression { Penalty = 0 }.Fit(three, FitContext.Default)).Code);
    }

    [Fact]
    public void Collinear_and_constant_columns_are_left_out_without_a_price()
    {
        var (rows, targets) = LeastSquaresTests.Rows(300, 4, seed: 5);
        for (var i = 0; i < 300; i++)
            (targets[i], rows[i * 4 + 1], rows[i * 4 + 3]) = (targets[i] > 1 ? 1 : 0, 3, 1 - rows[i * 4]);
        var model = new LogisticRegression { Penalty = 0 }.Fit(LinearGolden.Data(rows, targets, [], isOfClasses: true), FitContext.Default);
        Assert.Equal(["f1", "f3"], model.Dropped);
        Assert.Equal(0, model.Coefficients()[3]);
    }

    [Fact]
    public void A_saved_model_predicts_the_same()
    {
        foreach (var target in new[] { "two", "three" })
        {
            var data = LinearGolden.Data("standardised", target, isOfClasses: true);
            var model = s_learner.Fit(data, FitContext.Default);
            var again = LogisticModel.Load(ModelReader.Parse(Bytes(model), "logistic"));
            var (rows, one, other) = (model.Encode(data.Table), new float[data.RowCount * model.Classes], new float[data.RowCount * model.Classes]);
            model.PredictProbabilities(rows, one);
            again.PredictProbabilities(rows, other);
            Assert.Equal(one, other);
            Assert.Equal(model.KktResidual, again.KktResidual);
            for (var i = 0; i < data.RowCount; i++)
                Assert.Equal(1, one.AsSpan(i * model.Classes, model.Classes).ToArray().Sum(), 1e-6);
            if (model.Classes == 2)
                Assert.Equal(one[1], model.PredictProbability(rows.AsSpan(0, 6)));
            else
                Assert.Throws<InvalidOperationException>(() => model.PredictProbability(rows.AsSpan(0, 6)));
        }
    }

    [Fact]
    public void Bad_targets_and_options_are_refused()
    {
        var (rows, targets) = LeastSquaresTests.Rows(30, 3, seed: 6);
        var fit = (TabularData data) => Assert.Throws<DataException>(() => new LogisticRegression().Fit(data, FitContext.Default)).Code;
        Assert.Equal("wrong-kind", fit(LinearGolden.Data(rows, targets, [])));
        Assert.Equal("one-class", fit(LinearGolden.Data(rows, new double[30], [], isOfClasses: true)));
        double[] classes = [.. Enumerable.Range(0, 30).Select(i => (double)(i % 2))];
        Assert.Equal("one-class", fit(LinearGolden.Data(rows, classes, classes, isOfClasses: true)));
        rows[4] = double.NaN;
        Assert.Equal("missing-value", fit(LinearGolden.Data(rows, classes, [], isOfClasses: true)));
        Assert.Throws<ArgumentException>(() => new LogisticRegression { Penalty = -1 }.Fit(LinearGolden.Data(rows, classes, [], isOfClasses: true), FitContext.Default));
    }

    private static byte[] Bytes(LogisticModel model)
    {
        var writer = new ModelWriter(LogisticModel.ModelKind, LogisticModel.ModelVersion, LogisticModel.ModelVersion);
        model.Save(writer);
        return writer.ToArray();
    }
}
