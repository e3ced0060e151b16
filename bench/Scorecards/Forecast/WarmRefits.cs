using System.Diagnostics;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Arima;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>One observation more: a full fit, a refit that begins at the model before, and an update without a fit, of every learner that
/// can, on tourism-monthly.</summary>
internal static class WarmRefits
{
    private const int Season = 12;
    private const int SeriesCount = 40;

    public static void Run(string folder)
    {
        var series = LongFile.Read(Path.Combine(folder, "tourism-monthly-train.csv")).Take(SeriesCount).ToArray();
        foreach (var name in Forecasters.Names)
            if (Forecasters.Create(name, Season) is IWarmForecaster learner)
                Compare(learner, series);
    }

    private static void Compare(IWarmForecaster learner, TimeSeries[] series)
    {
        var earlier = Array.ConvertAll(series, one => learner.Fit(one.Head(one.Length - 1), Season, FitContext.Default));
        var full = Seconds(() =>
        {
            foreach (var one in series)
                learner.Fit(one, Season, FitContext.Default);
        });
        var warm = Seconds(() =>
        {
            for (var i = 0; i < series.Length; i++)
                learner.Refit(earlier[i], series[i], Season, FitContext.Default);
        });
        var text = $"warm {learner.Name} n={series.Length} full_us={full * 1e6:F0} refit_us={warm * 1e6:F1} full_over_refit={full / warm:F1}";
        if (learner is ExponentialSmoothing smoothing)
            text += Together(smoothing, earlier, series, full);
        text += Likelihoods(learner, earlier, series);
        Console.WriteLine(text + Updates(earlier, series, full));
    }

    private static string Together(ExponentialSmoothing learner, IForecastModel[] earlier, TimeSeries[] series, double full)
    {
        var pairs = Enumerable.Range(0, series.Length).Where(i => earlier[i] is SmoothingModel).ToArray();
        SmoothingModel[] models = [.. pairs.Select(i => (SmoothingModel)earlier[i])];
        TimeSeries[] grown = [.. pairs.Select(i => series[i])];
        var together = Seconds(() => learner.RefitMany(models, grown, Season, FitContext.Default));
        return $" together_us={together * 1e6:F1} full_over_together={full / together:F1}";
    }

    /// <summary>How much less likely a refit is than a full fit of the same form.</summary>
    private static string Likelihoods(IWarmForecaster learner, IForecastModel[] earlier, TimeSeries[] series)
    {
        var losses = new List<double>();
        for (var i = 0; i < series.Length; i++)
        {
            if (learner.Refit(earlier[i], series[i], Season, FitContext.Default) is SmoothingModel smoothing)
                losses.Add(((SmoothingModel)new ExponentialSmoothing { Form = smoothing.Form }.Fit(series[i], Season, FitContext.Default)).LogLikelihood - smoothing.LogLikelihood);
            else if (learner.Refit(earlier[i], series[i], Season, FitContext.Default) is ArimaModel arima)
                losses.Add(((ArimaModel)new ArimaMethod { Order = arima.Order }.Fit(series[i], Season, FitContext.Default)).LogLikelihood - arima.LogLikelihood);
        }

        if (losses.Count == 0)
            return "";
        return $" loss_max={losses.Max():E2} loss_above_1e-3={losses.Count(loss => loss > 1e-3)}";
    }

    private static string Updates(IForecastModel[] earlier, TimeSeries[] series, double full)
    {
        const int Rounds = 100;
        if (earlier.Any(model => Updated(model, 1) is null))
            return "";
        var update = Seconds(() =>
        {
            for (var round = 0; round < Rounds; round++)
                for (var i = 0; i < series.Length; i++)
                    Updated(earlier[i], series[i].Values[^1]);
        }) / Rounds;
        return $" update_us={update * 1e6:F2} full_over_update={full / update:F0}";
    }

    private static IForecastModel? Updated(IForecastModel model, double observation) => model switch
    {
        SmoothingModel smoothing => smoothing.Update(observation),
        ElementaryModel elementary => elementary.Update(observation),
        _ => null,
    };

    /// <summary>CPU seconds a series: of passes over half a second the quietest, for the machine is shared and the first ones pay for compiling, which comes in
    /// two steps.</summary>
    private static double Seconds(Action work)
    {
        const int Fewest = 6;
        var best = double.PositiveInfinity;
        var clock = Stopwatch.StartNew();
        for (var pass = 0; pass < Fewest || clock.Elapsed.TotalSeconds < 0.5; pass++)
        {
            var start = Environment.CpuUsage.TotalTime;
            work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds / SeriesCount);
        }

        return best;
    }
}
