using CsCheck;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Choice;
using Kirana.Forecast.Intervals;
using Kirana.Forecast.Naive;
using Kirana.Forecast.Smoothing;
using Kirana.Forecast.Theta;

namespace Kirana.Tests.Areas.Forecast.Batches;

public sealed class ForecastBatchTests
{
    private static readonly TimeSeries[] Series =
    [
        .. Enumerable.Range(0, 150).Select(i => Made.Named($"s{i}", Made.Wave(20 + i, 7, trend: i % 3 * 0.3, swing: i % 40))),
        Made.Named("empty"), Made.Named("one", 4), Made.Named("mostly \"zero\", 🍎", 0, 0, 0, 1, 0, 0, 0, 0),
    ];

    [Fact]
    public void The_model_has_the_same_bytes_at_any_number_of_threads()
    {
        byte[] Bytes(int threads) => Save(new ForecastBatch { Season = 7, Horizon = 10 }.Fit(Series, new FitContext { Threads = threads }));
        var single = Bytes(1);
        Assert.Equal(single, Bytes(2));
        Assert.Equal(single, Bytes(5));
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 10)]
    [InlineData(true, 45)]
    public void A_model_read_from_its_file_forecasts_the_same(bool intervals, int windows)
    {
        var batch = new ForecastBatch { Season = 7, Horizon = 10, Intervals = intervals ? new ConformalIntervals { Windows = windows } : null };
        var model = batch.Fit(Series, FitContext.Default);
        var bytes = Save(model);
        var read = BatchModel.Load(ModelReader.Parse(bytes, "made"));
        Assert.Equal(bytes, Save(read));
        double[] levels = intervals ? [0.1, 0.33, 0.9] : [];
        for (var i = 0; i < model.Count; i++)
            Assert.Equivalent(model.Forecast(i, 15, levels), read.Forecast(i, 15, levels), strict: true);
        Assert.Equal(batch.Intervals is null ? 0 : 10, read.CalibratedHorizon);
    }

    [Fact]
    public void Models_of_exponential_smoothing_are_kept_whole()
    {
        var batch = new ForecastBatch { Season = 7, Learner = new ExponentialSmoothing(), Intervals = null };
        var model = batch.Fit(Series, FitContext.Default);
        var bytes = Save(model);
        Assert.Equal(bytes, Save(batch.Fit(Series, new FitContext { Threads = 1 })));
        var read = BatchModel.Load(ModelReader.Parse(bytes, "made"));
        var mean = new double[15];
        for (var i = 0; i < Series.Length; i++)
        {
            new ExponentialSmoothing().Fit(Series[i], 7, FitContext.Default).Predict(mean);
            if (Series[i].Values.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon) || mean.Min() >= 0)
                Assert.Equal(mean, read.Forecast(i, 15).Mean);
            Assert.Equivalent(model.Forecast(i, 15), read.Forecast(i, 15), strict: true);
        }
    }

    [Fact]
    public void The_weights_of_an_ensemble_are_kept_and_do_not_depend_on_the_threads()
    {
        var batch = new ForecastBatch { Season = 7, Horizon = 5, Learner = new AutoEnsemble { Tier = CostTier.Fast }, Intervals = new ConformalIntervals { Windows = 3 } };
        var model = batch.Fit(Series[..60], new FitContext { Threads = 1 });
        var bytes = Save(model);
        Assert.Equal(bytes, Save(batch.Fit(Series[..60], new FitContext { Threads = 3 })));
        var read = BatchModel.Load(ModelReader.Parse(bytes, "made"));
        for (var i = 0; i < model.Count; i++)
            Assert.Equivalent(model.Forecast(i, 9, 0.1, 0.9), read.Forecast(i, 9, 0.1, 0.9), strict: true);
        Assert.Equal("auto", read.Forecast(0, 1).Model);
        Assert.Equal(0, BatchModel.Load(ModelReader.Parse(Save(batch.Fit([], FitContext.Default)), "made")).Count);
    }

    [Fact]
    public void A_batch_forecasts_what_its_learner_does()
    {
        var mean = new double[9];
        new ThetaMethod().Fit(Series[100], 7, FitContext.Default).Predict(mean);
        var forecast = new ForecastBatch { Learner = new ThetaMethod(), Season = 7 }.Fit(Series, FitContext.Default).Forecast(100, 9);
        Assert.Equal(mean, forecast.Mean);
        Assert.Equal("theta", forecast.Model);
        Assert.Equal(new TimeAxis(Step.Index, 1 + Series[100].Length), forecast.Axis);
    }

    [Fact]
    public void A_fallback_is_told_after_reading_too()
    {
        var model = BatchModel.Load(ModelReader.Parse(Save(new ForecastBatch { Season = 7 }.Fit(Series, FitContext.Default)), "made"));
        Assert.Contains("no observation", model.Forecast(150, 3).Fallback, StringComparison.Ordinal);
        Assert.Null(model.Forecast(100, 3).Fallback);
    }

    [Fact]
    public void A_horizon_out_of_range_is_refused_with_the_limits()
    {
        var model = new ForecastBatch().Fit(Series, FitContext.Default);
        Assert.Contains("1 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(0, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 1000", Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(0, 10_000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_batch_is_a_model_of_nothing()
    {
        var read = BatchModel.Load(ModelReader.Parse(Save(new ForecastBatch().Fit([], FitContext.Default)), "made"));
        Assert.Equal(0, read.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => read.Forecast(0, 1));
    }

    [Fact]
    public void Two_series_of_one_key_and_two_steps_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ForecastBatch().Fit([Made.Named("a", 1), Made.Named("a", 2)], FitContext.Default));
        var daily = new TimeSeries("b", TimeAxis.Days(new DateOnly(2020, 1, 1)), [1]);
        Assert.Throws<ArgumentException>(() => new ForecastBatch().Fit([Made.Named("a", 1), daily], FitContext.Default));
    }

    [Fact]
    public void Cancelling_stops_a_batch_and_progress_reaches_the_end()
    {
        var reports = new List<FitProgress>();
        new ForecastBatch { Learner = new SeasonalNaive() }.Fit(Series, new FitContext { Threads = 1, Progress = new Reports(reports) });
        Assert.Equal(new FitProgress("series", Series.Length, Series.Length), reports[^1]);

        using var source = new CancellationTokenSource();
        var context = new FitContext { Threads = 1, Cancellation = source.Token, Progress = new Cancels(source) };
        Assert.Throws<OperationCanceledException>(() => new ForecastBatch().Fit(Series, context));
    }

    /// <summary>Both files were written when version 1 of the layout was current, and are never written again.</summary>
    [Fact]
    public void The_first_version_of_the_file_is_readable_for_ever()
    {
        var expected = GoldenFile.Read("forecast-batch-1.csv");
        var model = BatchModel.Load(ModelReader.Parse(File.ReadAllBytes(GoldenFile.PathOf("forecast-batch-1.safetensors")), "version 1"));
        Assert.Equal(expected.Keys, model.Keys.Ids);
        for (var i = 0; i < model.Count; i++)
        {
            var forecast = model.Forecast(i, 8, 0.1, 0.5, 0.9);
            Assert.Equal(expected[forecast.Key]["mean"], forecast.Mean);
            Assert.Equal(expected[forecast.Key]["q10"], forecast.Quantiles[0]);
            Assert.Equal(expected[forecast.Key]["q90"], forecast.Quantiles[2]);
        }
    }

    [Fact]
    public void A_changed_file_is_refused_or_reads_as_something_whole()
    {
        var bytes = Save(new ForecastBatch { Season = 7, Horizon = 5 }.Fit(Series[^20..], FitContext.Default));
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            var changed = bytes.ToArray();
            changed[place] ^= (byte)(value | 1);
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => BatchModel.Load(ModelReader.Parse(changed, "made"))).Code);
        }, iter: 200);
    }

    private static byte[] Save(BatchModel model)
    {
        var writer = new ModelWriter(BatchModel.FileKind, BatchModel.FileVersion, 1);
        model.Save(writer);
        return writer.ToArray();
    }

    private sealed class Reports(List<FitProgress> reports) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => reports.Add(value);
    }

    private sealed class Cancels(CancellationTokenSource source) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => source.Cancel();
    }
}
