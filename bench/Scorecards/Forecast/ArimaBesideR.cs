using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Arima;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Our automatic ARIMA and R's auto.arima in turn on the same first 20 series: CPU a series, and the criterion both minimise where both
/// took the same differences.</summary>
internal static class ArimaBesideR
{
    private const int SeriesCount = 20;
    private const int Turns = 3;

    public static void Run(string folder)
    {
        Run(folder, "tourism-monthly", 12, 24);
        Run(folder, "tourism-quarterly", 4, 8);
    }

    private static void Run(string folder, string name, int season, int horizon)
    {
        var train = Path.GetFullPath(Path.Combine(folder, $"{name}-train.csv"));
        var series = LongFile.Read(train).Take(SeriesCount).ToArray();
        var scratch = Directory.CreateTempSubdirectory("kirana-arima");
        try
        {
            var output = Path.Combine(scratch.FullName, "arima.csv");
            var (alone, together) = (new List<double>(), new List<double>());
            for (var turn = 0; turn < Turns; turn++)
            {
                var (one, many) = (Seconds(() => Alone(series, season, horizon)), Seconds(() => Together(series, season, horizon)));
                var theirs = double.Parse(
                    ThetaBesideR.Rscript(
                        scratch.FullName, Path.Combine(AppContext.BaseDirectory, "Forecast", "arima.R"), train, Text(season), Text(horizon), Text(SeriesCount), output),
                    CultureInfo.InvariantCulture);
                alone.Add(theirs / one);
                together.Add(theirs / many);
                Console.WriteLine($"arima {name} n={SeriesCount} ms_per_series={one * 1e3:F3} together_ms={many * 1e3:F3} r_ms={theirs * 1e3:F0} "
                    + $"ratio={theirs / one:F1} together_ratio={theirs / many:F1}");
            }

            alone.Sort();
            together.Sort();
            Console.WriteLine($"arima {name} ratio median={alone[Turns / 2]:F1} together={together[Turns / 2]:F1}");
            Compare(name, series, season, LongFile.ReadFields(output));
            Refit(name, series, season, horizon);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Alone(TimeSeries[] series, int season, int horizon)
    {
        var mean = new double[horizon];
        foreach (var one in series)
            new ArimaMethod().Fit(one, season, FitContext.Default).Predict(mean);
    }

    private static void Together(TimeSeries[] series, int season, int horizon)
    {
        var mean = new double[horizon];
        foreach (var model in new ArimaMethod().FitMany(series, season, FitContext.Default))
            model.Predict(mean);
    }

    /// <summary>CPU seconds a series; the first pass pays for compiling, of the others the quietest counts, for the machine is shared.</summary>
    private static double Seconds(Action fit)
    {
        var best = double.PositiveInfinity;
        for (var pass = 0; pass < 4; pass++)
        {
            var start = Environment.CpuUsage.TotalTime;
            fit();
            if (pass > 0)
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds / SeriesCount);
        }

        return best;
    }

    private static void Compare(string name, TimeSeries[] series, int season, Dictionary<string, Dictionary<string, double[]>> reference)
    {
        var differences = new List<double>();
        foreach (var one in series)
        {
            var theirs = reference[one.Key];
            if (new ArimaMethod().Fit(one, season, FitContext.Default) is ArimaModel model
                && model.Order.Differences == (int)theirs["differences"][0] && model.Order.SeasonalDifferences == (int)theirs["differences"][1])
                differences.Add(model.Aicc - theirs["aicc"][0]);
        }

        Console.WriteLine($"arima {name} same_differences={differences.Count} of {series.Length} aicc_less_r mean={differences.Average():F3} max={differences.Max():F3} "
            + $"worse_by_0.1={differences.Count(d => d > 0.1)} better_by_0.1={differences.Count(d => d < -0.1)}");
    }

    /// <summary>A refit with one observation more, from the model before, against a full fit; and an update without any fit.</summary>
    private static void Refit(string name, TimeSeries[] series, int season, int horizon)
    {
        var learner = new ArimaMethod();
        IForecastModel[] earlier = [.. series.Select(one => learner.Fit(one.Head(one.Length - 1), season, FitContext.Default))];
        var full = Seconds(() => Alone(series, season, horizon));
        var warm = Seconds(() =>
        {
            for (var i = 0; i < series.Length; i++)
                learner.Refit(earlier[i], series[i], season, FitContext.Default);
        });
        var update = Seconds(() =>
        {
            for (var round = 0; round < 100; round++)
                for (var i = 0; i < series.Length; i++)
                    (earlier[i] as ArimaModel)?.Update(series[i].Values[^1]);
        }) / 100;
        Console.WriteLine($"arima {name} refit_us={warm * 1e6:F0} full_over_refit={full / warm:F0} update_us={update * 1e6:F2} full_over_update={full / update:F0}");
    }
}
