using Kirana.Cli.Commands.Forecast;
using Kirana.Data.Series;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Cli.Reports;

/// <summary>Pictures of what a series is made of: trend, season, rest.</summary>
internal static class SeriesPartsFigure
{
    private const int MostSteps = 400;

    // The season repeats itself: a few of them show its shape, many are a comb.
    private const int SeasonsShown = 4;

    /// <summary>The pictures, or <see langword="null"/> where the series has no more than two seasons.</summary>
    /// <param name="series">The series; of a long one the end is drawn.</param>
    /// <param name="season">Steps in one season.</param>
    /// <param name="title">What the series is called.</param>
    /// <param name="unit">What is counted.</param>
    public static Block? Of(TimeSeries series, int season, string title, string unit)
    {
        if (SeriesParts.Of(series.Values, season) is not { } parts)
            return null;
        var from = Math.Max(0, series.Length - MostSteps);
        var places = StepPlaces.Of(series.Axis, from, series.Length - from);
        var few = Math.Max(from, series.Length - SeasonsShown * season);
        Figure Line(string name, string subtitle, params IReadOnlyList<Mark> marks) => new(new Chart
        {
            Title = name, Subtitle = subtitle, X = StepPlaces.AxisOf(series.Axis.Step), Y = new Axis { Title = unit }, Marks = marks,
        });
        return new Columns(
        [
            Line(title, "The series and its trend",
                new LineMark("series", places, series.Values[from..].ToArray()) { Hue = Hue.Ink }, new LineMark("trend", places, parts.Trend[from..]) { Hue = Hue.Blue }),
            Line("Its season", $"What each of {season} steps adds to the trend; it may change slowly", new LineMark("season", places[(few - from)..], parts.Season[few..]) { Hue = Hue.Blue }),
            Line("The rest", "What neither trend nor season explains", new LineMark("rest", places, parts.Rest[from..]) { Hue = Hue.Vermilion }),
        ]);
    }
}
