using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Linear;

/// <summary>Tables with so many features that none is multiplied with every other.</summary>
public sealed class WideTableTests
{
    private const int Rows = 40;
    private const int Features = 4_100;

    private static readonly double[][] s_columns = Columns();
    private static readonly double[] s_numbers = [.. Enumerable.Range(0, Rows).Select(i => 3 + s_columns[0][i] - s_columns[1][i] + 0.1 * s_columns[2][i])];
    private static readonly double[] s_weights = [.. Enumerable.Range(0, Rows).Select(i => 0.5 + i % 3)];

    /// <summary>At the optimum Σ w·x·r = λβ, and the residuals add up to nothing.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ridge_is_at_its_optimum(bool standardises)
    {
        const double Penalty = 7;
        var model = new RidgeRegression { Penalty = Penalty, Standardises = standardises }.Fit(Data(new NumberColumn("y", s_numbers)), FitContext.Default);
        double[] residuals = [.. Enumerable.Range(0, Rows).Select(i => s_weights[i] * (s_numbers[i] - Score(model.Coefficients, model.Intercept, i)))];
        Assert.Equal(0, residuals.Sum(), 1e-9);
        for (var f = 0; f < Features; f++)
            Assert.Equal(Price(f, standardises) * Penalty * model.Coefficients[f], Enumerable.Range(0, Rows).Sum(i => s_columns[f][i] * residuals[i]), 1e-8);
        Assert.Equal(["f9"], model.Dropped);
        Assert.InRange(model.KktResidual, 0, 1e-9);
    }

    /// <summary>At the optimum Σ w·x·(t − p) is λ(1 − α)β and, where β is not 0, λα besides; else no more than that.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Logistic_regression_is_at_its_optimum(double share)
    {
        const double Penalty = 2;
        double[] truths = [.. s_numbers.Select(y => y > 3 ? 1.0 : 0)];
        var target = new CategoryColumn("y", [.. truths.Select(truth => (int)truth)], ["no", "yes"]);
        var model = new LogisticRegression { Penalty = Penalty, L1Share = share, Tolerance = 1e-9 }.Fit(Data(target), FitContext.Default);
        double[] slopes = [.. Enumerable.Range(0, Rows).Select(i => s_weights[i] * (truths[i] - 1 / (1 + Math.Exp(-Score(model.Coefficients(), model.Intercept(), i)))))];
        Assert.Equal(0, slopes.Sum(), 1e-5);
        for (var f = 0; f < Features; f++)
        {
            var own = model.Coefficients()[f];
            var rest = Enumerable.Range(0, Rows).Sum(i => s_columns[f][i] * slopes[i]) - Penalty * (1 - share) * own;
            Assert.InRange(Math.Abs(rest), own is 0 ? 0 : Penalty * share - 1e-5, Penalty * share + 1e-5);
        }

        Assert.InRange(model.Coefficients().ToArray().Count(own => own is not 0), 1, share > 0 ? Rows : Features);
    }

    [Fact]
    public void Least_squares_of_too_many_features_is_refused_with_a_way_out()
    {
        var data = new TabularData(new Table([.. Enumerable.Range(0, 10_001).Select(f => new NumberColumn($"f{f}", [1f, f, 3f])), new NumberColumn("y", [1f, 2f, 4f])]), "y");
        var fault = Assert.Throws<DataException>(() => new LinearRegression().Fit(data, FitContext.Default));
        Assert.Equal("too-many-features", fault.Code);
        Assert.Contains("ElasticNet", fault.Hint, StringComparison.Ordinal);
    }

    private static double Price(int feature, bool standardises)
    {
        if (!standardises)
            return 1;
        var all = s_weights.Sum();
        var mean = Enumerable.Range(0, Rows).Sum(i => s_weights[i] * s_columns[feature][i]) / all;
        return Enumerable.Range(0, Rows).Sum(i => s_weights[i] * (s_columns[feature][i] - mean) * (s_columns[feature][i] - mean)) / all;
    }

    private static double Score(ReadOnlySpan<double> coefficients, double intercept, int row)
    {
        var score = intercept;
        for (var f = 0; f < coefficients.Length; f++)
            score += coefficients[f] * s_columns[f][row];
        return score;
    }

    private static TabularData Data(Column target) =>
        new(new Table([.. s_columns.Select((values, f) => new NumberColumn($"f{f}", values)), target, new NumberColumn("w", s_weights)]), "y", weight: "w");

    private static double[][] Columns()
    {
        var random = new RandomStream(8);
        var columns = new double[Features][];
        for (var f = 0; f < Features; f++)
            columns[f] = [.. Enumerable.Range(0, Rows).Select(_ => f == 9 ? 2.5 : random.NextGaussian() + 0.1 * f % 3)];
        return columns;
    }
}
