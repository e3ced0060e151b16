using System.Diagnostics;
using System.Globalization;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Models;
using Kirana.Forecast.Theta;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Our Theta and R's thetaf in turn on the same first 100 series of tourism-monthly: CPU a series, squared errors, forecasts.</summary>
internal static class ThetaBesideR
{
    private const int Season = 12;
    private const int Horizon = 24;
    private const int SeriesCount = 100;
    private const int Turns = 3;

    public static void Run(string folder, string? driver)
    {
        var train = Path.GetFullPath(Path.Combine(folder, "tourism-monthly-train.csv"));
        var series = LongFile.Read(train).Take(SeriesCount).ToArray();
        var scratch = Directory.CreateTempSubdirectory("kirana-theta");
        try
        {
            var output = Path.Combine(scratch.FullName, "theta.csv");
            var ratios = new List<double>();
            for (var turn = 0; turn < Turns; turn++)
            {
                var ours = OurSeconds(series);
                var theirs = double.Parse(Rscript(scratch.FullName, Path.Combine(AppContext.BaseDirectory, "Forecast", "theta.R"), train, "12", "24", $"{SeriesCount}", output), CultureInfo.InvariantCulture);
                ratios.Add(theirs / ours);
                Console.WriteLine($"theta n={SeriesCount} us_per_series={ours * 1e6:F2} r_us_per_series={theirs * 1e6:F0} ratio={theirs / ours:F0}");
            }

            ratios.Sort();
            Console.WriteLine($"theta ratio median={ratios[Turns / 2]:F0}");
            Compare(series, LongFile.ReadFields(output));
            if (driver is not null)
                Console.Write(Rscript(scratch.FullName, Path.GetFullPath(driver), train, train.Replace("-train", "-test", StringComparison.Ordinal), "12", "24", "theta", $"{SeriesCount}"));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static double OurSeconds(TimeSeries[] series)
    {
        const int Rounds = 500;
        var learner = new ThetaMethod();
        var mean = new double[Horizon];
        var best = double.PositiveInfinity;
        // The first pass pays for compiling; of the others the quietest counts, for the machine is shared.
        for (var pass = 0; pass < 6; pass++)
        {
            var start = Environment.CpuUsage.TotalTime;
            for (var round = 0; round < Rounds; round++)
                foreach (var one in series)
                    learner.Fit(one, Season, FitContext.Default).Predict(mean);
            if (pass > 0)
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds / Rounds / series.Length);
        }

        return best;
    }

    private static void Compare(TimeSeries[] series, Dictionary<string, Dictionary<string, double[]>> reference)
    {
        var (given, own, worse) = (0.0, 0.0, double.NegativeInfinity);
        foreach (var one in series)
        {
            var theirs = reference[one.Key];
            var (alpha, level) = (theirs["alpha"][0], theirs["level"][0]);
            given = Math.Max(given, Difference(new ThetaMethod { Alpha = alpha, InitialLevel = level }.Fit(one, Season, FitContext.Default), theirs["forecast"]));
            var model = (ElementaryModel)new ThetaMethod().Fit(one, Season, FitContext.Default);
            own = Math.Max(own, Difference(model, theirs["forecast"]));
            worse = Math.Max(worse, SquaredErrors(model) / theirs["sse"][0] - 1);
        }

        Console.WriteLine($"theta given_r_parameters max_relative_difference={given:E2}");
        Console.WriteLine($"theta own_optimum max_relative_difference={own:E2} max_sse_over_r={worse:E2}");
    }

    private static double Difference(Kirana.Forecast.IForecastModel model, double[] expected)
    {
        var mean = new double[expected.Length];
        model.Predict(mean);
        return mean.Zip(expected, (ours, theirs) => Math.Abs(ours - theirs) / Math.Abs(theirs)).Max();
    }

    private static double SquaredErrors(ElementaryModel model)
    {
        var factors = model.State.Seasonal;
        var sum = 0.0;
        for (var t = 0; t < model.Residuals.Length; t++)
        {
            var phase = factors.Length == 0 ? 0 : (t + factors.Length - model.State.Count % factors.Length) % factors.Length;
            sum += Math.Pow(model.Residuals[t] / (factors.Length == 0 ? 1 : factors[phase]), 2);
        }

        return sum;
    }

    internal static string Rscript(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("Rscript", arguments) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"Rscript ended with {process.ExitCode}.");
    }
}
