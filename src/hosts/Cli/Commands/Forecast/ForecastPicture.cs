using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Pictures.Charts;
using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>Draws forecasts over what was sold.</summary>
internal static class ForecastPicture
{
    private const int StepsOfHistory = 70;

    /// <summary>The picture of an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="title">The item's title.</param>
    public static Chart Of(ItemForecast answer, string title) => Of(
        answer.Forecast, answer.History, title.Length > 0 ? title : answer.Forecast.Key, $"Units a {answer.Forecast.Axis.Step.ToString().ToLowerInvariant()}, {answer.Forecast.Key}");

    /// <summary>The picture of a forecast; what was sold after its beginning is drawn as the truth.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="sold">What was sold, or another series at any step.</param>
    /// <param name="title">The title.</param>
    /// <param name="subtitle">The line below it.</param>
    /// <param name="unit">What is counted.</param>
    public static Chart Of(SeriesForecast forecast, TimeSeries sold, string title, string subtitle, string unit = "units")
    {
        var known = Math.Clamp((int)((forecast.Axis.Start - sold.Axis.Start) / (sold.Axis.Step == Step.Week ? 7 : 1)), 0, sold.Length);
        var history = Points(sold.Axis, sold.Values[..known], Math.Max(0, known - StepsOfHistory));
        var truth = Points(sold.Axis, sold.Values[..Math.Min(sold.Length, known + forecast.Horizon)], known);
        return new Chart
        {
            Title = title, Subtitle = subtitle, X = StepPlaces.AxisOf(sold.Axis.Step), Y = new Axis { Title = unit },
            Marks = FanChart.Marks(history, truth, StepPlaces.Of(forecast.Axis, 0, forecast.Horizon), forecast.Mean, forecast.Levels, forecast.Quantiles),
        };
    }

    private static (double[] X, double[] Y) Points(TimeAxis axis, ReadOnlySpan<double> values, int from) =>
        (StepPlaces.Of(axis, from, values.Length - from), values[from..].ToArray());
}
