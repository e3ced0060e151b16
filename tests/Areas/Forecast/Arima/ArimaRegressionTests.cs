using Kirana.Data.Fitting;
using Kirana.Forecast.Arima;

namespace Kirana.Tests.Areas.Forecast.Arima;

/// <summary>Against R 4.2.2, forecast 8.20; see tests/golden/Forecast/make-arima.R.</summary>
public sealed class ArimaRegressionTests
{
    private const string Name = "huron-wave";
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("arima.csv");
    private static readonly double[] Wave = Golden[Name]["xreg"];
    private static readonly double[][] Future = [[.. Enumerable.Range(99, 24).Select(t => Math.Sin(t))]];

    [Theory]
    [InlineData("2;0;0;0;0;0;1", true)]
    [InlineData("1;1;1;0;0;0;0", false)] // R stops on a lower hill.
    public void Finds_a_likelihood_no_less_than_the_reference_and_the_same_effect(string order, bool isSameHill)
    {
        var golden = Golden[$"{Name}/{order}"];
        var n = Array.ConvertAll(order.Split(';'), int.Parse);
        var learner = new ArimaRegression { Order = new ArimaOrder(n[0], n[1], n[2], HasConstant: n[6] == 1) };
        var model = learner.Fit(Made.Series(Golden[Name]["value"]), 1, [Wave], FitContext.Default);
        var errors = (ArimaModel)model.Errors;
        Assert.True(errors.LogLikelihood >= golden["loglik"][0] - 1e-4, $"{errors.LogLikelihood} is less than {golden["loglik"][0]}.");
        if (!isSameHill)
            return;
        Assert.Equal(golden["beta"][0], model.Coefficients[0], 1e-4);
        var mean = new double[24];
        model.Predict(Future, mean);
        for (var h = 0; h < mean.Length; h++)
            Assert.Equal(golden["mean"][h], mean[h], 0.02);
    }

    [Fact]
    public void Equals_the_reference_given_its_coefficients()
    {
        var golden = Golden[$"{Name}/2;0;0;0;0;0;1"];
        double[] errors = [.. Golden[Name]["value"].Select((value, t) => value - golden["beta"][0] * Wave[t])];
        var given = new ArimaParameters { Order = new ArimaOrder(2, 0, 0, HasConstant: true), Ar = golden["ar"], Constant = golden["constant"][0] };
        var model = (ArimaModel)new ArimaMethod { Given = given }.Fit(Made.Series(errors), 1, FitContext.Default);
        Assert.Equal(golden["loglik"][0], model.LogLikelihood, 1e-8 * Math.Abs(golden["loglik"][0]));
    }

    [Fact]
    public void An_effect_known_ahead_is_forecast_and_its_unit_does_not_matter()
    {
        var promotion = Enumerable.Range(0, 124).Select(t => t % 9 == 4 ? 1.0 : 0).ToArray();
        double[] values = [.. Made.Wave(100, 7, swing: 0).Select((value, t) => value + 40 * promotion[t])];
        var model = new ArimaRegression().Fit(Made.Series(values), 1, [promotion[..100]], FitContext.Default);
        var large = new ArimaRegression().Fit(Made.Series(values), 1, [[.. promotion[..100].Select(value => 1e6 * value)]], FitContext.Default);
        Assert.InRange(model.Coefficients[0], 36, 44);
        Assert.Equal(model.Coefficients[0], 1e6 * large.Coefficients[0], 1e-3);
        var (mean, without, quantiles) = (new double[24], new double[24], new double[48]);
        model.Predict([promotion[100..]], mean);
        model.Predict([new double[24]], without);
        Assert.True(model.TryPredict([promotion[100..]], [0.1, 0.9], quantiles));
        for (var h = 0; h < 24; h++)
        {
            Assert.Equal(model.Coefficients[0] * promotion[100 + h], mean[h] - without[h], 1e-9);
            Assert.Equal(2 * mean[h], quantiles[h] + quantiles[24 + h], 1e-9);
        }
    }

    [Fact]
    public void A_regressor_that_cannot_be_told_from_others_or_is_odd_does_no_harm()
    {
        var ones = Enumerable.Repeat(1.0, 98).ToArray();
        var model = new ArimaRegression().Fit(Made.Series(Golden[Name]["value"]), 1, [Wave, Wave, ones, new double[98]], FitContext.Default);
        Assert.Equal(0, model.Coefficients[1]);
        Assert.Equal(0, model.Coefficients[3]);
        Assert.All(model.Coefficients.ToArray(), one => Assert.True(double.IsFinite(one)));
        foreach (var values in new double[][] { [], [1], [2, 3], [.. Enumerable.Repeat(5.0, 30)], [.. Enumerable.Repeat(double.NaN, 30)] })
        {
            var odd = new ArimaRegression().Fit(Made.Series(values), 7, [new double[values.Length]], FitContext.Default);
            var mean = new double[10];
            odd.Predict([new double[10]], mean);
            Assert.All(mean, value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void A_regressor_that_does_not_fit_is_refused()
    {
        var series = Made.Series(Golden[Name]["value"]);
        Assert.Contains("has 3 numbers", Assert.Throws<ArgumentException>(() => new ArimaRegression().Fit(series, 1, [[1, 2, 3]], FitContext.Default)).Message, StringComparison.Ordinal);
        double[] hole = [.. Wave[..^1], double.NaN];
        Assert.Contains("at step 97", Assert.Throws<ArgumentException>(() => new ArimaRegression().Fit(series, 1, [hole], FitContext.Default)).Message, StringComparison.Ordinal);
        var model = new ArimaRegression { Order = new ArimaOrder(1, 0, 0) }.Fit(series, 1, [Wave], FitContext.Default);
        Assert.Throws<ArgumentException>(() => model.Predict([], new double[3]));
        Assert.Throws<ArgumentException>(() => model.Predict([new double[2]], new double[3]));
    }
}
