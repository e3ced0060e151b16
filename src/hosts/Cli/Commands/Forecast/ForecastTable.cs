using Kirana.Cli.Tables;
using Kirana.Forecast;
using Kirana.Pipelines.Forecast.Hierarchies;
using Kirana.Storage.Lines;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>Writes forecasts as a table, one row a step: <c>series,step,time,model,mean,q0.1,…</c>.</summary>
internal static class ForecastTable
{
    /// <summary>Writes the file. It appears whole or not at all; memory holds a few thousand rows, however many there are.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="forecasts">The forecasts, all with the same levels; read once.</param>
    /// <param name="levels">The levels.</param>
    public static void Write(string path, IEnumerable<SeriesForecast> forecasts, IReadOnlyList<double> levels) =>
        Write(path, forecasts.Select(forecast => new LevelForecast("", forecast)), levels, tellsLevel: false);

    /// <summary>The same for the levels of a hierarchy, with a first column <c>level</c>.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="forecasts">The forecasts, all with the same levels; read once.</param>
    /// <param name="levels">The levels of the quantiles.</param>
    public static void WriteLevels(string path, IEnumerable<LevelForecast> forecasts, IReadOnlyList<double> levels) => Write(path, forecasts, levels, tellsLevel: true);

    private static void Write(string path, IEnumerable<LevelForecast> forecasts, IReadOnlyList<double> levels, bool tellsLevel)
    {
        if (TableFile.IsParquet(path))
        {
            Columns(levels, tellsLevel).Write(path, ForecastRow.Each(forecasts));
            return;
        }

        using var table = TableFile.Create(path,
        [
            .. tellsLevel ? [("level", typeof(string))] : Array.Empty<(string, Type)>(), ("series", typeof(string)), ("step", typeof(long)), ("time", typeof(string)), ("model", typeof(string)), ("mean", typeof(double)),
            .. levels.Select(level => (ForecastRow.NameOf(level), typeof(double))),
        ]);
        foreach (var row in ForecastRow.Each(forecasts))
            Write(table, row, tellsLevel);
        table.Complete();
    }

    private static ParquetRows<ForecastRow> Columns(IReadOnlyList<double> levels, bool tellsLevel)
    {
        var columns = new ParquetRows<ForecastRow>();
        if (tellsLevel)
            columns = columns.Text("level", row => row.Level);
        columns = columns.Text("series", row => row.Forecast.Key).Whole("step", row => row.Step + 1).Text("time", row => row.Time)
            .Text("model", row => row.Forecast.Model).Number("mean", row => row.Forecast.Mean[row.Step]);
        for (var i = 0; i < levels.Count; i++)
        {
            var place = i;
            columns = columns.Number(ForecastRow.NameOf(levels[i]), row => row.Forecast.Quantiles[place][row.Step]);
        }

        return columns;
    }

    private static void Write(TableFile table, ForecastRow row, bool tellsLevel)
    {
        if (tellsLevel)
            table.Write(row.Level);
        table.Write(row.Forecast.Key);
        table.Write((long)(row.Step + 1));
        table.Write(row.Time);
        table.Write(row.Forecast.Model);
        table.Write(row.Forecast.Mean[row.Step]);
        foreach (var quantile in row.Forecast.Quantiles)
            table.Write(quantile[row.Step]);
        table.EndRow();
    }
}
