using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Intermittent;
using Kirana.Forecast.Models;

namespace Kirana.Tests.Areas.Forecast.Intermittent;

public sealed class DemandQuantilesTests
{
    [Theory]
    [InlineData(0.1, 5)]
    [InlineData(0.3, 1)]
    [InlineData(0.3, 12)]
    [InlineData(0.8, 4)]
    public void Hold_what_they_promise_on_simulated_demand(double probability, double meanSize)
    {
        double[] levels = [0.5, 0.8, 0.9, 0.95];
        var (below, strictly, steps) = (new double[4], new double[4], 0);
        var quantiles = new double[4];
        for (var i = 0; i < 400; i++)
        {
            var values = IntermittentDemand.Simulate((ulong)i, 96, probability, meanSize);
            Fit(values[..84]).TryPredict(1, levels, quantiles);
            foreach (var value in values[84..])
            {
                steps++;
                for (var k = 0; k < levels.Length; k++)
                {
                    below[k] += value <= quantiles[k] ? 1 : 0;
                    strictly[k] += value < quantiles[k] ? 1 : 0;
                }
            }
        }

        for (var k = 0; k < levels.Length; k++)
        {
            Assert.True(below[k] / steps >= levels[k] - 0.03);
            Assert.True(strictly[k] / steps <= levels[k] + 0.03);
        }
    }

    [Fact]
    public void Are_whole_where_demand_is_and_do_not_cross() =>
        Gen.Select(Gen.Double[0.05, 1], Gen.Double[1, 30], Gen.Int[3, 120], Gen.Int[0, 1000]).Sample((probability, size, steps, seed) =>
        {
            var levels = Enumerable.Range(1, 99).Select(i => i / 100.0).ToArray();
            var quantiles = new double[99 * 3];
            Assert.True(Fit(IntermittentDemand.Simulate((ulong)seed, steps, probability, size)).TryPredict(3, levels, quantiles));
            for (var i = 0; i < 99; i++)
            {
                Assert.Equal(Math.Floor(quantiles[3 * i]), quantiles[3 * i]);
                Assert.Equal(quantiles[3 * i], quantiles[3 * i + 2]);
                Assert.True(i == 0 || quantiles[3 * i] >= quantiles[3 * i - 3]);
            }
        }, iter: 200);

    [Fact]
    public void A_product_that_fades_is_told_from_one_that_pauses()
    {
        var fading = (double[])IntermittentDemand.Simulate(1, 84, 0.6, 5).Clone();
        fading.AsSpan(60).Clear();
        Assert.Equal(0, Quantile(fading, 0.8));
        Assert.True(Quantile(IntermittentDemand.Simulate(1, 84, 0.6, 5), 0.8) >= 4);
    }

    [Fact]
    public void What_series_have_in_common_is_learned_from_them()
    {
        var alike = DemandPrior.Learn([.. Enumerable.Range(0, 300).Select(i => Made.Series(IntermittentDemand.Simulate((ulong)i, 84, 0.2, 3)))]);
        Assert.Equal(0.2, alike.Probability, 0.01);
        Assert.True(alike.Weight > 40);
        var unlike = DemandPrior.Learn([.. Enumerable.Range(0, 300).Select(i => Made.Series(IntermittentDemand.Simulate((ulong)i, 84, i % 2 == 0 ? 0.1 : 0.7, 3)))]);
        Assert.Equal(0.4, unlike.Probability, 0.02);
        Assert.True(unlike.Weight < 3);
        Assert.Equal(DemandPrior.Usual, DemandPrior.Learn([Made.Series(1, 0, 1)]));
    }

    [Theory]
    [InlineData("croston")]
    [InlineData("sba")]
    [InlineData("tsb")]
    [InlineData("adida")]
    [InlineData("imapa")]
    public void Models_are_kept_whole_by_a_batch(string name)
    {
        var series = IntermittentDemand.Mixed(40);
        var model = new ForecastBatch { Learner = Forecasters.Create(name, 1), Intervals = null }.Fit(series, FitContext.Default);
        var bytes = Save(model);
        var read = BatchModel.Load(ModelReader.Parse(bytes, "made"));
        Assert.Equal(bytes, Save(read));
        for (var i = 0; i < series.Length; i++)
            Assert.Equivalent(model.Forecast(i, 4), read.Forecast(i, 4), strict: true);
    }

    [Fact]
    public void Of_odd_series_are_finite()
    {
        double[][] odd = [[1e300, 0, 1e300, 0], [1.7e308, 1.7e308, 0, 1.7e308], [1e-320, 0, 0, 1e-320], [1e20, 2e20, 3e20], [0, 0, 0, 0], [-1, -2, -3, double.PositiveInfinity]];
        var levels = new[] { 0.001, 0.5, 0.9, 0.999, 0.999999 };
        var quantiles = new double[levels.Length];
        foreach (var values in odd.Concat(IntermittentDemand.Mixed(40).Select(one => one.Values.ToArray())))
            foreach (var name in new[] { "croston", "sba", "tsb", "adida", "imapa" })
            {
                var model = (ElementaryModel)Forecasters.Create(name, 1).Fit(Made.Series(values), 1, FitContext.Default);
                if (!model.TryPredict(1, levels, quantiles))
                    continue;
                Assert.All(quantiles, quantile => Assert.True(double.IsFinite(quantile) && quantile >= 0));
                Assert.Equal(quantiles.Order(), quantiles);
            }

        // Whole numbers too large for 1 − 1/mean.
        Assert.InRange(Quantile([1e20, 2e20, 3e20], 0.99), 1e20, 2e21);
    }

    [Fact]
    public void Sizes_beyond_what_a_state_holds_are_joined()
    {
        var values = Enumerable.Range(0, 400).Select(t => 100 + 50 * Math.Sin(t * 1.7)).ToArray();
        var state = Fit(values).State;
        Assert.True(state.Parameters.Length < 100);
        var sorted = values.Order().ToArray();
        foreach (var level in new[] { 0.1, 0.5, 0.9 })
            Assert.Equal(Kirana.Numerics.Statistics.Quantile.Of(sorted, level), Quantile(values, level), 8.0);
    }

    private static ElementaryModel Fit(double[] values) => (ElementaryModel)new TeunterSyntetosBabai().Fit(Made.Series(values), 1, FitContext.Default);

    private static double Quantile(double[] values, double level)
    {
        var quantile = new double[1];
        Fit(values).TryPredict(1, [level], quantile);
        return quantile[0];
    }

    private static byte[] Save(BatchModel model)
    {
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        model.Save(writer);
        return writer.ToArray();
    }
}
