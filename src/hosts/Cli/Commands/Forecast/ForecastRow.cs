using System.Globalization;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Pipelines.Forecast.Hierarchies;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>A row of a table of forecasts: one step of one series. One object goes through all rows.</summary>
internal sealed class ForecastRow
{
    private TimeAxis _axis;
    private string[] _labels = [];

    /// <summary>The level of the hierarchy; empty where there is none.</summary>
    public string Level { get; private set; } = "";

    /// <summary>The series.</summary>
    public SeriesForecast Forecast { get; private set; } = null!;

    /// <summary>Steps ahead, from 0.</summary>
    public int Step { get; private set; }

    /// <summary>The name of the step.</summary>
    public string Time => _labels[Step];

    /// <summary>The name of a quantile's column.</summary>
    public static string NameOf(double level) => "q" + level.ToString(CultureInfo.InvariantCulture);

    /// <summary>Goes through the steps of every forecast.</summary>
    public static IEnumerable<ForecastRow> Each(IEnumerable<LevelForecast> forecasts)
    {
        var row = new ForecastRow();
        foreach (var (level, forecast) in forecasts)
        {
            row.Level = level;
            row.Begin(forecast);
            for (row.Step = 0; row.Step < forecast.Horizon; row.Step++)
                yield return row;
        }
    }

    private void Begin(SeriesForecast forecast)
    {
        // Nearly all series of a shop end on the same day.
        if (_axis != forecast.Axis || _labels.Length != forecast.Horizon)
            _labels = [.. Enumerable.Range(0, forecast.Horizon).Select(step => forecast.Axis.Label(step))];
        (_axis, Forecast) = (forecast.Axis, forecast);
    }
}
