using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Smoothing;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Our automatic ETS and R's ets in turn on the same first 40 series of tourism-monthly: CPU a series and the criterion both minimise.</summary>
internal static class EtsBesideR
{
    private const int Season = 12;
    private const int Horizon = 24;
    private const int SeriesCount = 40;
    private const int Turns = 3;

    public static void Run(string folder)
    {
        var train = Path.GetFullPath(Path.Combine(folder, "tourism-monthly-train.csv"));
        var series = LongFile.Read(train).Take(SeriesCount).ToArray();
        var scratch = Directory.CreateTempSubdirectory("kirana-ets");
        try
        {
            var output = Path.Combine(scratch.FullName, "ets.csv");
            var (alone, together) = (new List<double>(), new List<double>());
            for (var turn = 0; turn < Turns; turn++)
            {
                var (one, many) = (Seconds(() => Alone(series)), Seconds(() => Together(series)));
                var theirs = double.Parse(
                    ThetaBesideR.Rscript(
                        scratch.FullName, Path.Combine(AppContext.BaseDirectory, "Forecast", "ets.R"), train, "12", "24", "40", output),
                    CultureInfo.InvariantCulture);
                alone.Add(theirs / one);
                together.Add(theirs / many);
                Console.WriteLine($"ets n={SeriesCount} ms_per_series={one * 1e3:F3} together_ms={many * 1e3:F3} r_ms={theirs * 1e3:F0} "
                    + $"ratio={theirs / one:F0} together_ratio={theirs / many:F0}");
            }

            alone.Sort();
            together.Sort();
            Console.WriteLine($"ets ratio median={alone[Turns / 2]:F0} together={together[Turns / 2]:F0}");
            Compare(series, LongFile.ReadFields(output));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static void Alone(TimeSeries[] series)
    {
        var mean = new double[Horizon];
        foreach (var one in series)
            new ExponentialSmoothing().Fit(one, Season, FitContext.Default).Predict(mean);
    }

    private static void Together(TimeSeries[] series)
    {
        var mean = new double[Horizon];
        foreach (var model in new ExponentialSmoothing().FitMany(series, Season, FitContext.Default))
            model.Predict(mean);
    }

    /// <summary>CPU seconds a series; the first pass pays for compiling, of the others the quietest counts, for the machine is shared.</summary>
    private static double Seconds(Action fit)
    {
        var best = double.PositiveInfinity;
        for (var pass = 0; pass < 6; pass++)
        {
            var start = Environment.CpuUsage.TotalTime;
            fit();
            if (pass > 0)
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds / SeriesCount);
        }

        return best;
    }

    private static void Compare(TimeSeries[] series, Dictionary<string, Dictionary<string, double[]>> reference)
    {
        var differences = new List<double>();
        foreach (var one in series)
        {
            var model = (SmoothingModel)new ExponentialSmoothing().Fit(one, Season, FitContext.Default);
            differences.Add(model.Aicc - reference[one.Key]["aicc"][0]);
        }

        Console.WriteLine($"ets aicc_less_r mean={differences.Average():F3} max={differences.Max():F3} "
            + $"worse_by_0.1={differences.Count(d => d > 0.1)} better_by_0.1={differences.Count(d => d < -0.1)} n={differences.Count}");
    }
}
