using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Intermittent;
using Kirana.Forecast.Models;

namespace Kirana.Tests.Areas.Forecast.Intermittent;

public sealed class CrostonFamilyTests
{
    private static readonly Dictionary<string, Dictionary<string, double[]>> Golden = GoldenFile.Read("croston.csv");

    public static TheoryData<string> Names => [.. Golden.Keys];

    public static TheoryData<string> Methods => ["croston", "sba", "tsb", "adida", "imapa"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Forecasts_equal_those_of_R_at_the_same_weights(string name)
    {
        var golden = Golden[name];
        var series = Made.Series(golden["value"]);
        var (alpha, beta) = (golden["alpha"][0], golden["beta"][0]);
        var croston = new Croston { SizeWeight = alpha, IntervalWeight = alpha, Start = DemandStart.First }.Fit(series, 1, FitContext.Default);
        Assert.Equal(golden["croston"][0], Rate(croston), 1e-8);
        // R forecasts zero before the first demand; here there is no forecast.
        for (var t = 0; t < series.Length; t++)
            if (double.IsFinite(croston.Residuals[t]))
                Assert.Equal(golden["fitted"][t], series.Values[t] - croston.Residuals[t], 1e-8);
        Assert.Equal(golden["sba"][0], Rate(new SyntetosBoylan { SizeWeight = alpha, IntervalWeight = beta, Start = DemandStart.First }.Fit(series, 1, FitContext.Default)), 1e-8);
        Assert.Equal(golden["tsb"][0], Rate(new TeunterSyntetosBabai { SizeWeight = alpha, ProbabilityWeight = beta, Start = DemandStart.First }.Fit(series, 1, FitContext.Default)), 1e-8);
    }

    [Fact]
    public void Follow_the_papers_by_hand()
    {
        // 4 comes after 2 steps; 8 three steps later moves z to 4 + ½ · 4 = 6 and p to 2 + ½ (3 − 2) = 2.5.
        var series = Made.Series(0, 4, 0, 0, 8, 0);
        var model = new Croston { SizeWeight = 0.5, IntervalWeight = 0.5, Start = DemandStart.First }.Fit(series, 1, FitContext.Default);
        Assert.Equal(6 / 2.5, Rate(model), 1e-12);
        Assert.Equal([double.NaN, double.NaN, -2, -2, 6, -2.4], model.Residuals.ToArray(), (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-12);
        Assert.Equal(0.75 * 6 / 2.5, Rate(new SyntetosBoylan { SizeWeight = 0.5, IntervalWeight = 0.5, Start = DemandStart.First }.Fit(series, 1, FitContext.Default)), 1e-12);
        // p = ½, ¼, ⅛, ⅛ + ½ · ⅞ = 9/16, 9/32.
        Assert.Equal(6 * 9 / 32.0, Rate(new TeunterSyntetosBabai { SizeWeight = 0.5, ProbabilityWeight = 0.5, Start = DemandStart.First }.Fit(series, 1, FitContext.Default)), 1e-12);
        // Two demands in six steps: buckets of three, means 4/3 and 8/3 around 2; but three buckets must be left, so of two: 2, 0, 4.
        // From 2: 2, 1, 2.5.
        Assert.Equal(2.5, Rate(new Adida { Alpha = 0.5 }.Fit(series, 1, FitContext.Default)), 1e-12);
        // Of one step, from 2: 1, 2.5, 1.25, 0.625, 4.3125, 2.15625.
        Assert.Equal((2.15625 + 2.5) / 2, Rate(new Imapa { Alpha = 0.5 }.Fit(series, 1, FitContext.Default)), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Eight_series_together_get_what_each_gets_alone(string name)
    {
        var series = IntermittentDemand.Mixed(61);
        var learner = (IBatchForecaster)Forecasters.Create(name, 1);
        var together = learner.FitMany(series, 1, FitContext.Default);
        for (var i = 0; i < series.Length; i++)
        {
            var (one, alone) = ((ElementaryModel)together[i], (ElementaryModel)learner.Fit(series[i], 1, FitContext.Default));
            Assert.Equivalent(alone.State, one.State, strict: true);
            Assert.Equal(alone.Residuals.ToArray(), one.Residuals.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Rates_of_many_rows_are_the_models_forecasts(string name)
    {
        const int Steps = 60;
        var learner = Forecasters.Create(name, 1);
        var series = Enumerable.Range(0, 1203).Select(i => Made.Series(IntermittentDemand.Simulate((ulong)i, Steps, 0.05 + i % 10 * 0.1, 1 + i % 13))).ToArray();
        var rates = new double[series.Length];
        ((IDemandRates)learner).Rates(series.SelectMany(one => one.Values.ToArray()).ToArray(), Steps, rates, new FitContext { Threads = 2 });
        for (var i = 0; i < series.Length; i += 7)
        {
            var expected = Rate(learner.Fit(series[i], 1, FitContext.Default));
            Assert.Equal(expected, rates[i], 1e-10 * Math.Max(1, expected));
        }
    }

    [Fact]
    public void Weights_found_err_no_more_than_any_of_a_grid()
    {
        double Error(double? alpha, double? beta, TimeSeries series) =>
            new TeunterSyntetosBabai { SizeWeight = alpha, ProbabilityWeight = beta }.Fit(series, 1, FitContext.Default).Residuals.ToArray().Sum(e => e * e);
        for (var i = 0; i < 20; i++)
        {
            var series = Made.Series(IntermittentDemand.Simulate((ulong)i, 84, 0.3, 4, fade: i % 2 * 0.03));
            var found = Error(null, null, series);
            for (var alpha = 0.02; alpha <= 0.3; alpha += 0.07)
                for (var beta = 0.02; beta <= 0.3; beta += 0.07)
                    Assert.True(found <= Error(alpha, beta, series) * (1 + 1e-9));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void One_observation_more_moves_the_model_as_a_fit_with_the_same_weights_would(string name)
    {
        IForecaster learner = name switch
        {
            "croston" => new Croston { SizeWeight = 0.2, IntervalWeight = 0.1, Start = DemandStart.First },
            "sba" => new SyntetosBoylan { SizeWeight = 0.2, IntervalWeight = 0.1, Start = DemandStart.First },
            "tsb" => new TeunterSyntetosBabai { SizeWeight = 0.2, ProbabilityWeight = 0.1, Start = DemandStart.First },
            _ => Forecasters.Create(name, 1),
        };
        var values = IntermittentDemand.Simulate(3, 100, 0.3, 4);
        var model = (ElementaryModel)learner.Fit(Made.Series(values[..60]), 1, FitContext.Default);
        var begun = Rate(model);
        foreach (var value in values[60..])
            model = model.Update(value)!;
        var whole = (ElementaryModel)learner.Fit(Made.Series(values), 1, FitContext.Default);
        Assert.Equal(whole.State.Count, model.State.Count);
        Assert.NotEqual(begun, Rate(model));
        if (name is not ("adida" or "imapa"))
            Assert.Equal(Rate(whole), Rate(model), 1e-10);
        var (quantile, expected) = (new double[3], new double[3]);
        Assert.True(model.TryPredict(1, [0.5, 0.8, 0.95], quantile));
        Assert.True(whole.TryPredict(1, [0.5, 0.8, 0.95], expected));
        Assert.Equal(expected, quantile);
        Assert.Equal(Rate(model), Rate(model.Update(double.NaN)!), 1e-12);
    }

    [Fact]
    public void A_first_demand_after_the_fit_begins_the_model()
    {
        var model = (ElementaryModel)new TeunterSyntetosBabai().Fit(Made.Series(new double[9]), 1, FitContext.Default);
        Assert.Equal(0, Rate(model));
        Assert.Equal(6 * 0.1, Rate(model.Update(6)!), 1e-12);
    }

    [Fact]
    public void A_product_no_longer_sold_fades_with_the_probability_and_not_with_the_interval()
    {
        var values = new double[80];
        for (var t = 0; t < 40; t += 4)
            values[t] = 5;
        Assert.True(Rate(new TeunterSyntetosBabai { SizeWeight = 0.1, ProbabilityWeight = 0.1 }.Fit(Made.Series(values), 1, FitContext.Default)) < 0.05);
        Assert.True(Rate(new Croston { SizeWeight = 0.1, IntervalWeight = 0.1 }.Fit(Made.Series(values), 1, FitContext.Default)) > 0.5);
    }

    [Fact]
    public void Syntetos_and_Boylan_take_away_Crostons_bias()
    {
        var (croston, corrected, truth) = (0.0, 0.0, 0.0);
        for (var i = 0; i < 2000; i++)
        {
            var series = Made.Series(IntermittentDemand.Simulate((ulong)i, 200, 0.25, 4));
            croston += Rate(new Croston { SizeWeight = 0.3, IntervalWeight = 0.3 }.Fit(series, 1, FitContext.Default));
            corrected += Rate(new SyntetosBoylan { SizeWeight = 0.3, IntervalWeight = 0.3 }.Fit(series, 1, FitContext.Default));
            truth += 1;
        }

        Assert.InRange(croston / truth, 1.08, 1.25);
        Assert.InRange(corrected / truth, 0.92, 1.05);
    }

    [Fact]
    public void Faults_of_options_are_named_together()
    {
        var fault = Assert.Throws<ArgumentException>(() =>
            new Croston { SizeWeight = 0, IntervalWeight = 2 }.Fit(Made.Series(1, 2, 3), 1, FitContext.Default));
        Assert.Contains("SizeWeight", fault.Message, StringComparison.Ordinal);
        Assert.Contains("IntervalWeight", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Adida { Alpha = -1 }.Fit(Made.Series(1, 2, 3), 1, FitContext.Default));
        Assert.Throws<ArgumentException>(() => new Imapa { Prior = new DemandPrior(0, 1) }.Fit(Made.Series(1, 2, 3), 1, FitContext.Default));
        Assert.Throws<ArgumentException>(() => new Croston().Rates(new double[10], 3, new double[3], FitContext.Default));
    }

    private static double Rate(IForecastModel model)
    {
        var mean = new double[1];
        model.Predict(mean);
        return mean[0];
    }
}
