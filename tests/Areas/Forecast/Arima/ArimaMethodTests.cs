using Kirana.Data.Fitting;
using Kirana.Forecast;
using Kirana.Forecast.Arima;

namespace Kirana.Tests.Areas.Forecast.Arima;

/// <summary>Against R 4.2.2, forecast 8.20; see tests/golden/Forecast/make-arima.R.</summary>
public sealed class ArimaMethodTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("arima.csv");

    public static TheoryData<string> Chosen => [.. Golden.Keys.Where(name => Golden[name].ContainsKey("aicc"))];

    public static TheoryData<string> Fits =>
        [.. Golden.Keys.Where(name => name.Contains('/', StringComparison.Ordinal) && !Golden[name.Split('/')[0]].ContainsKey("xreg"))];

    [Theory]
    [MemberData(nameof(Fits))]
    public void Equals_the_reference_given_its_coefficients(string name)
    {
        var (values, season, given, golden) = Read(name);
        var model = (ArimaModel)new ArimaMethod { Given = given }.Fit(Made.Series(values), season, FitContext.Default);
        AssertNear(golden["loglik"], [model.LogLikelihood], 1e-8);
        // R's predictions carry its diffuse prior of 1e6 along where something is differenced.
        var tolerance = given.Order.Differences + given.Order.SeasonalDifferences > 0 ? 1e-4 : 1e-7;
        AssertNear(golden["mean"], Predict(model, 24), tolerance);
        var errors = new double[24];
        model.StandardErrors(errors);
        var sigma = Math.Sqrt(golden["sigma2"][0]);
        // R adds what the filter does not know of the state at the end of the series.
        AssertNear(golden["error"], Array.ConvertAll(errors, error => error / model.Sigma * sigma), 2e-3);
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void Finds_a_likelihood_no_less_than_the_reference(string name)
    {
        var (values, season, given, golden) = Read(name);
        var model = (ArimaModel)new ArimaMethod { Order = given.Order }.Fit(Made.Series(values), season, FitContext.Default);
        Assert.Equal(given.Order, model.Order);
        Assert.True(model.LogLikelihood >= golden["loglik"][0] - 1e-4, $"{model.LogLikelihood} is less than {golden["loglik"][0]}.");
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Chooses_an_order_no_worse_than_the_reference(string name)
    {
        var golden = Golden[name];
        var model = (ArimaModel)new ArimaMethod().Fit(Made.Series(golden["value"]), (int)golden["season"][0], FitContext.Default);
        Assert.Equal(((int)golden["d"][0], (int)golden["D"][0]), (model.Order.Differences, model.Order.SeasonalDifferences));
        Assert.True(model.Aicc <= golden["aicc"][0] + 0.01, $"{model.Order} has {model.Aicc}, the reference {golden["aicc"][0]}.");
    }

    private static (double[] Values, int Season, ArimaParameters Given, Dictionary<string, double[]> Golden) Read(string name)
    {
        var parts = name.Split('/');
        var n = Array.ConvertAll(parts[1].Split(';'), int.Parse);
        var golden = Golden[name];
        var given = new ArimaParameters
        {
            Order = new ArimaOrder(n[0], n[1], n[2], n[3], n[4], n[5], n[6] == 1), Constant = golden.GetValueOrDefault("constant", [0])[0],
            Ar = golden.GetValueOrDefault("ar", []), Ma = golden.GetValueOrDefault("ma", []),
            SeasonalAr = golden.GetValueOrDefault("sar", []), SeasonalMa = golden.GetValueOrDefault("sma", []),
        };
        return (Golden[parts[0]]["value"], (int)Golden[parts[0]]["season"][0], given, golden);
    }

    private static double[] Predict(IForecastModel model, int steps)
    {
        var mean = new double[steps];
        model.Predict(mean);
        return mean;
    }

    private static void AssertNear(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(Math.Abs);
        for (var k = 0; k < expected.Length; k++)
            Assert.InRange(Math.Abs(actual[k] - expected[k]) / scale, 0, tolerance);
    }
}
