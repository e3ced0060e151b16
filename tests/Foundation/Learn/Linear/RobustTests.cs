using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Linear;

/// <summary>Huber's, quantile and Poisson regression beside scikit-learn and SciPy.</summary>
public sealed class RobustTests
{
    private static readonly JsonElement s_file =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", "Learn", "robust.json"))).RootElement;

    [Theory]
    [InlineData("huber", 1e-4, 1.35, false)]
    [InlineData("huber ridge", 2, 1.6, false)]
    [InlineData("huber weighted", 1e-4, 1.35, true)]
    public void Huber_coefficients_are_those_of_scikit_learn(string name, double penalty, double epsilon, bool isWeighted)
    {
        var model = new HuberRegression { Penalty = penalty, Epsilon = epsilon }.Fit(Data("number", isWeighted), FitContext.Default);
        // What the reference leaves at its own tolerance is about 10⁻⁷.
        AssertModel(name, model.Coefficients, model.Intercept, 1e-6);
        Assert.InRange(model.KktResidual, 0, 1e-9);
    }

    [Theory]
    [InlineData("median", 0.5, false)]
    [InlineData("upper", 0.9, false)]
    [InlineData("lower weighted", 0.2, true)]
    public void Quantile_coefficients_are_those_of_the_simplex_method(string name, double quantile, bool isWeighted)
    {
        var model = new QuantileRegression { Quantile = quantile }.Fit(Data("number", isWeighted), FitContext.Default);
        AssertModel(name, model.Coefficients, model.Intercept, 1e-7);
        Assert.InRange(model.KktResidual, 0, 1e-10);
    }

    [Theory]
    [InlineData("poisson", 0.3, false)]
    [InlineData("poisson free", 0, false)]
    [InlineData("poisson weighted", 0.3, true)]
    public void Poisson_coefficients_are_those_of_scikit_learn(string name, double penalty, bool isWeighted)
    {
        var model = new PoissonRegression { Penalty = penalty }.Fit(Data("count", isWeighted), FitContext.Default);
        AssertModel(name, model.Coefficients, model.Intercept, 1e-6);
        Assert.InRange(model.KktResidual, 0, 1e-9);
    }

    /// <summary>Where a quantile's subgradients and a ridge's gradient cancel, no small move is better.</summary>
    [Fact]
    public void A_ridge_makes_quantile_coefficients_smaller_and_no_move_is_better()
    {
        var data = Data("number", false);
        var (rows, targets) = (LinearGolden.Numbers(s_file.GetProperty("rows")), LinearGolden.Numbers(s_file.GetProperty("number")));
        var model = new QuantileRegression { Quantile = 0.3, Penalty = 0.5 }.Fit(data, FitContext.Default);
        double[] point = [.. model.Coefficients, model.Intercept];
        var best = Loss(point);
        var random = new RandomStream(2);
        for (var trial = 0; trial < 200; trial++)
            Assert.InRange(Loss([.. point.Select(value => value + 1e-3 * random.NextGaussian())]), best - 1e-9, double.PositiveInfinity);
        Assert.InRange(Norm(model), 0, 0.8 * Norm(new QuantileRegression { Quantile = 0.3 }.Fit(data, FitContext.Default)));

        double Loss(double[] at)
        {
            var sum = 0.0;
            for (var i = 0; i < targets.Length; i++)
            {
                var error = targets[i] - at[4] - Enumerable.Range(0, 4).Sum(f => at[f] * rows[i * 4 + f]);
                sum += Math.Max(0.3 * error, -0.7 * error);
            }

            return sum / targets.Length + 0.25 * at[..4].Sum(value => value * value);
        }

        static double Norm(LinearModel own) => own.Coefficients.ToArray().Sum(value => value * value);
    }

    [Fact]
    public void A_share_of_the_rows_lies_below_a_quantile()
    {
        var random = new RandomStream(4);
        double[] x = [.. Enumerable.Range(0, 2_000).Select(_ => random.NextDouble())], y = [.. x.Select(v => v + (0.2 + v) * random.NextGaussian())];
        var model = new QuantileRegression { Quantile = 0.8 }.Fit(LinearGolden.Data(x, y, []), FitContext.Default);
        Assert.InRange(Enumerable.Range(0, 2_000).Count(i => y[i] < model.Intercept + model.Coefficients[0] * x[i]), 1_597, 1_601);
    }

    [Fact]
    public void Wild_rows_turn_least_squares_and_not_Hubers_plane()
    {
        var random = new RandomStream(4);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => random.NextGaussian())], y = [.. x.Select((v, i) => 3 * v + 0.1 * random.NextGaussian() + (i % 20 == 0 ? 500 * v * v * v : 0))];
        var data = LinearGolden.Data(x, y, []);
        Assert.InRange(new HuberRegression().Fit(data, FitContext.Default).Coefficients[0], 2.95, 3.05);
        Assert.InRange(new LinearRegression().Fit(data, FitContext.Default).Coefficients[0], 10, 1_000);
    }

    public static TheoryData<string> Learners => ["huber", "quantile", "poisson"];

    [Theory]
    [MemberData(nameof(Learners))]
    public void Weights_are_repeated_rows(string learner)
    {
        var random = new RandomStream(6);
        double[] rows = [.. Enumerable.Range(0, 60 * 2).Select(_ => random.NextGaussian())], y = [.. Enumerable.Range(0, 60).Select(i => Math.Abs(Math.Round(3 * rows[2 * i] + 2 * random.NextGaussian())))];
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        var one = Fit(learner, LinearGolden.Data(rows, y, weights));
        var other = Fit(learner, LinearGolden.Data([.. repeated.SelectMany(i => new[] { rows[2 * i], rows[2 * i + 1] })], [.. repeated.Select(i => y[i])], []));
        LinearGolden.AssertNear(other, one, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Columns_that_repeat_others_are_left_out(string learner)
    {
        var random = new RandomStream(6);
        double[] a = [.. Enumerable.Range(0, 80).Select(_ => random.NextGaussian())], y = [.. a.Select(v => Math.Abs(Math.Round(2 * v + 2 * random.NextGaussian())))];
        var alone = Fit(learner, LinearGolden.Data(a, y, []));
        var twice = Fit(learner, LinearGolden.Data([.. a.SelectMany(v => new[] { v, 5, 3 - 2 * v })], y, []));
        LinearGolden.AssertNear([alone[0], 0, 0, alone[1]], twice, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Threads_change_no_bit(string learner)
    {
        var random = new RandomStream(6);
        double[] rows = [.. Enumerable.Range(0, 9_000 * 3).Select(_ => random.NextGaussian())], y = [.. Enumerable.Range(0, 9_000).Select(i => Math.Abs(Math.Round(rows[3 * i] + 2 * random.NextGaussian())))];
        Assert.Equal(Fit(learner, LinearGolden.Data(rows, y, []), 1), Fit(learner, LinearGolden.Data(rows, y, []), 4));
    }

    [Fact]
    public void A_constant_target_is_told_back()
    {
        double[] x = [1, 2, 3, 4], y = [7, 7, 7, 7];
        Assert.Equal(7, new HuberRegression().Fit(LinearGolden.Data(x, y, []), FitContext.Default).Intercept);
        Assert.Equal(7, new QuantileRegression().Fit(LinearGolden.Data(x, y, []), FitContext.Default).Intercept);
        Assert.Equal(7, new PoissonRegression().Fit(LinearGolden.Data(x, y, []), FitContext.Default).Predict([2.5f]), 1e-5);
    }

    [Fact]
    public void Counts_below_0_and_nothing_but_0_are_refused()
    {
        Assert.Equal("bad-target", Assert.Throws<DataException>(() => new PoissonRegression().Fit(LinearGolden.Data([1, 2], [1, -1], []), FitContext.Default)).Code);
        Assert.Equal("bad-target", Assert.Throws<DataException>(() => new PoissonRegression().Fit(LinearGolden.Data([1, 2], [0, 0], []), FitContext.Default)).Code);
        Assert.Contains("Epsilon", Assert.Throws<ArgumentException>(() => new HuberRegression { Epsilon = 1 }.Fit(LinearGolden.Data([1, 2], [1, 2], []), FitContext.Default)).Message, StringComparison.Ordinal);
        Assert.Contains("Quantile", Assert.Throws<ArgumentException>(() => new QuantileRegression { Quantile = 1 }.Fit(LinearGolden.Data([1, 2], [1, 2], []), FitContext.Default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_linear_model_is_read_from_its_file()
    {
        var model = new PoissonRegression().Fit(Data("count", false), FitContext.Default);
        var writer = new ModelWriter(LogLinearModel.ModelKind, LogLinearModel.ModelVersion, LogLinearModel.ModelVersion);
        model.Save(writer);
        using var reader = ModelReader.Parse(writer.ToArray(), "model");
        var loaded = LogLinearModel.Load(reader);
        Assert.Equal(model.Predict([1, 2, 3, 4]), loaded.Predict([1, 2, 3, 4]));
        Assert.Equal(model.KktResidual, loaded.KktResidual);
    }

    private static double[] Fit(string learner, TabularData data, int threads = 2)
    {
        var context = new FitContext { Threads = threads };
        if (string.Equals(learner, "poisson", StringComparison.Ordinal))
        {
            var counts = new PoissonRegression { Penalty = 0 }.Fit(data, context);
            return [.. counts.Coefficients, counts.Intercept];
        }

        var model = string.Equals(learner, "huber", StringComparison.Ordinal) ? new HuberRegression { Penalty = 0 }.Fit(data, context) : new QuantileRegression { Quantile = 0.37 }.Fit(data, context);
        return [.. model.Coefficients, model.Intercept];
    }

    private static TabularData Data(string target, bool isWeighted) =>
        LinearGolden.Data(LinearGolden.Numbers(s_file.GetProperty("rows")), LinearGolden.Numbers(s_file.GetProperty(target)), isWeighted ? LinearGolden.Numbers(s_file.GetProperty("weights")) : []);

    private static void AssertModel(string name, ReadOnlySpan<double> coefficients, double intercept, double tolerance)
    {
        var model = s_file.GetProperty("models").EnumerateArray().Single(own => string.Equals(own.GetProperty("name").GetString(), name, StringComparison.Ordinal));
        LinearGolden.AssertNear(LinearGolden.Numbers(model.GetProperty("coefficients")), coefficients, tolerance);
        LinearGolden.AssertNear(LinearGolden.Numbers(model.GetProperty("intercept")), [intercept], tolerance);
    }
}
