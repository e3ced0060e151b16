using System.Globalization;
using Kirana.Cli.Tables;
using Kirana.Forecast;

namespace Kirana.Cli.Commands.Forecast;

/// <summary>Writes forecasts as a table, one row a step: <c>series,step,time,model,mean,q0.1,…</c>.</summary>
internal static class ForecastTable
{
    /// <summary>Writes the file. It appears whole or not at all.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="forecasts">The forecasts, all with the same levels.</param>
    /// <param name="levels">The levels.</param>
    /// <param name="each">Called with the number of series written.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>How many series and rows were written.</returns>
    public static (long Series, long Rows) Write(
        string path, IEnumerable<SeriesForecast> forecasts, IReadOnlyList<double> levels, Action<long> each, CancellationToken cancellation)
    {
        (long Series, long Rows) written = (0, 0);
        using var table = TableFile.Create(path,
        [
            ("series", typeof(string)), ("step", typeof(long)), ("time", typeof(string)), ("model", typeof(string)), ("mean", typeof(double)),
            .. levels.Select(level => ("q" + level.ToString(CultureInfo.InvariantCulture), typeof(double))),
        ]);
        foreach (var forecast in forecasts)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var step = 0; step < forecast.Horizon; step++)
                Write(table, forecast, step);
            written = (written.Series + 1, written.Rows + forecast.Horizon);
            each(written.Series);
        }

        table.Complete();
        return written;
    }

    private static void Write(TableFile table, SeriesForecast forecast, int step)
    {
        table.Write(forecast.Key);
        table.Write((long)(step + 1));
        table.Write(forecast.Axis.Label(step));
        table.Write(forecast.Model);
        table.Write(forecast.Mean[step]);
        foreach (var quantile in forecast.Quantiles)
            table.Write(quantile[step]);
        table.EndRow();
    }
}
