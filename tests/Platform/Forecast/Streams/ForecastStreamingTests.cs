using System.Globalization;
using System.Text;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Forecast;
using Kirana.Numerics.Random;
using Kirana.Pipelines.Forecast.Streams;
using Kirana.Tests.Platform.Learn;

namespace Kirana.Tests.Platform.Forecast.Streams;

public sealed class ForecastStreamingTests : IDisposable
{
    private readonly LearnFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_series_comes_once_and_in_the_order_of_its_key()
    {
        var (result, forecasts) = Run(Streaming(Write(Lines(300))) with { Parts = 7 });
        Assert.Equal((300, 1500, 300 * 60, 0), (result.Series, result.Rows, result.Lines, result.Failed));
        var keys = forecasts.Select(one => Encoding.UTF8.GetBytes(one.Key)).ToArray();
        Assert.Equal(300, keys.Length);
        for (var i = 1; i < keys.Length; i++)
            Assert.True(keys[i - 1].AsSpan().SequenceCompareTo(keys[i]) < 0);
        Assert.All(forecasts, one =>
        {
            Assert.Equal("2024-03-01", one.Axis.Label(0));
            Assert.Equal(5, one.Horizon);
            Assert.True(one.Quantiles[0][4] < one.Quantiles[1][4]);
        });
        Assert.False(Directory.Exists(_folder["out.parquet.parts"]));
    }

    [Fact]
    public void Neither_the_order_of_lines_nor_parts_nor_threads_change_a_forecast()
    {
        var lines = Lines(200);
        var sorted = Run(Streaming(Write(lines)) with { Parts = 1 }, threads: 1).Forecasts;
        var random = new RandomStream(3, 0);
        for (var i = lines.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (lines[i], lines[other]) = (lines[other], lines[i]);
        }

        var shuffled = Run(Streaming(Write(lines)) with { Parts = 13 }, threads: 3).Forecasts;
        Assert.Equivalent(sorted, shuffled, strict: true);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_where_it_stood()
    {
        var streaming = Streaming(Write(Lines(300))) with { Parts = 9 };
        var whole = Run(streaming).Forecasts;
        using var stop = new CancellationTokenSource();
        var stopping = new FitContext { Threads = 1, Cancellation = stop.Token };
        using (var run = streaming.Begin(seed: 1))
        {
            run.Part(stopping);
            run.Calibrate(stopping);
            // One block is 64 series: after the second the first parts are done and one is half done.
            var told = new Told(progress => { if (progress.Done >= 128) stop.Cancel(); });
            Assert.ThrowsAny<OperationCanceledException>(() => run.Forecast(stopping with { Progress = told }));
        }

        Assert.False(File.Exists(streaming.Output));
        var done = Directory.GetFiles(_folder["out.parquet.parts"], "forecasts-*").Order(StringComparer.Ordinal).ToArray();
        Assert.InRange(done.Length, 1, 8);
        Assert.DoesNotContain(done, file => file.EndsWith(".partial", StringComparison.Ordinal));
        // Were the lines read again, or a finished part made again, this would be seen.
        var rows = Directory.GetFiles(_folder["out.parquet.parts"], "rows-*").Order(StringComparer.Ordinal).ToArray();
        var times = Array.ConvertAll([.. done, .. rows], File.GetLastWriteTimeUtc);
        using (var again = (streaming with { Resume = true }).Begin(seed: 1))
        {
            again.Part(FitContext.Default);
            again.Forecast(FitContext.Default);
            Assert.Equal(times, Array.ConvertAll([.. done, .. rows], File.GetLastWriteTimeUtc));
            var resumed = new List<SeriesForecast>();
            Assert.Equal(300, again.Save(resumed.AddRange, FitContext.Default).Series);
            Assert.Equivalent(whole, resumed, strict: true);
        }
    }

    [Fact]
    public void Another_run_is_not_gone_on_with_but_may_be_begun_anew()
    {
        var streaming = Streaming(Write(Lines(10))) with { Resume = true };
        using (var run = streaming.Begin(seed: 1))
        {
            run.Part(FitContext.Default);
            var busy = Assert.Throws<IOException>(() => streaming.Begin(seed: 1));
            Assert.Contains("Another run", busy.Message, StringComparison.Ordinal);
        }

        Assert.Equal("other-run", Assert.Throws<DataException>(() => (streaming with { Horizon = 6 }).Begin(seed: 1)).Code);
        Assert.Equal("other-run", Assert.Throws<DataException>(() => streaming.Begin(seed: 2)).Code);
        Assert.Equal(10, Run(streaming with { Horizon = 6, Resume = false }).Result.Series);
    }

    [Fact]
    public void What_others_keep_in_the_folder_stays()
    {
        Directory.CreateDirectory(_folder["out.parquet.parts"]);
        File.WriteAllText(Path.Combine(_folder["out.parquet.parts"], "notes.txt"), "mine");
        Assert.Equal(5, Run(Streaming(Write(Lines(5)))).Result.Series);
        Assert.Equal([Path.Combine(_folder["out.parquet.parts"], "notes.txt")], Directory.GetFileSystemEntries(_folder["out.parquet.parts"]));
    }

    [Fact]
    public void A_failed_save_leaves_the_parts_for_the_next_run()
    {
        var streaming = Streaming(Write(Lines(10)));
        Assert.Throws<IOException>(() => streaming.Run(_ => throw new IOException("The disk is full."), FitContext.Default));
        var (result, forecasts) = Run(streaming with { Resume = true });
        Assert.Equal((10, 10), (result.Series, forecasts.Count));
    }

    [Fact]
    public void A_series_whose_lines_contradict_one_another_fails_alone()
    {
        var lines = Lines(100);
        lines.Add("s7,2024-01-05,3");
        lines.AddRange(["far,0001-01-01,1", "far,2024-01-01,1"]);
        var (result, forecasts) = Run(Streaming(Write(lines)));
        Assert.Equal((99, 2), (result.Series, result.Failed));
        Assert.Contains("'far'", result.Failures[0], StringComparison.Ordinal);
        Assert.Contains("row", result.Failures[1], StringComparison.Ordinal);
        Assert.DoesNotContain(forecasts, one => one.Key is "s7" or "far");
    }

    [Fact]
    public void Bad_files_and_options_are_told_before_any_work()
    {
        var file = Write(Lines(3));
        var bad = Assert.Throws<DataException>(() => Run(Streaming(Write(["a,2024-01-01,1", "a,2024-01-02,ten"]))));
        Assert.Equal(("bad-value", 3L), (bad.Code, bad.Row));
        // Half a file is nothing to go on with.
        Assert.False(Directory.Exists(_folder["out.parquet.parts"]));
        Assert.Equal("no-such-file", Assert.Throws<DataException>(() => Run(Streaming(file + "x"))).Code);
        var many = Assert.Throws<ArgumentException>(() => Run(Streaming(file) with { Horizon = 0, Levels = [0.5, 0.4], Seasons = [0] }));
        Assert.All((string[])["horizon", "quantiles", "seasons"], fault => Assert.Contains(fault, many.Message, StringComparison.Ordinal));
        Assert.Contains("theta", Assert.Throws<ArgumentException>(() => Run(Streaming(file) with { Model = "oracle" })).Message, StringComparison.Ordinal);
        Assert.Equal(0, Run(Streaming(Write([]))).Result.Series);
    }

    private static List<string> Lines(int series) =>
    [
        .. from s in Enumerable.Range(0, series)
           from day in Enumerable.Range(0, 60)
           let value = 20 + s % 9 + 5 * (day % 7 / 3) + (s * 31 + day * 17) % 11
           select string.Create(CultureInfo.InvariantCulture, $"s{s},{new DateOnly(2024, 1, 1).AddDays(day):yyyy-MM-dd},{value}"),
    ];

    private string Write(List<string> lines)
    {
        File.WriteAllLines(_folder["series.csv"], ["series,time,value", .. lines]);
        return _folder["series.csv"];
    }

    private ForecastStreaming Streaming(string file) => new() { File = file, Output = _folder["out.parquet"], Horizon = 5, Seasons = [7] };

    private static (StreamResult Result, List<SeriesForecast> Forecasts) Run(ForecastStreaming streaming, int threads = 2)
    {
        var forecasts = new List<SeriesForecast>();
        return (streaming.Run(forecasts.AddRange, new FitContext { Threads = threads }), forecasts);
    }

    private sealed class Told(Action<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told(value);
    }
}
