using System.Globalization;
using Kirana.Data.Csv;
using Kirana.Forecast;

namespace Kirana.Pipelines.Forecast;

/// <summary>Writes forecasts as a CSV file, one line a step: <c>series,step,time,model,mean,q0.1,…</c>.</summary>
/// <remarks>The file appears whole at <see cref="Complete"/>, or not at all. Not thread-safe.</remarks>
public sealed class ForecastFile : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly double[] _levels;
    private readonly FileStream _stream;
    private readonly CsvWriter _csv;
    private bool _complete;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be; an existing file is replaced.</param>
    /// <param name="levels">The levels of every forecast to come, ascending.</param>
    /// <exception cref="IOException">The file cannot be written there.</exception>
    public ForecastFile(string path, ReadOnlySpan<double> levels)
    {
        _path = path;
        _partial = path + ".partial";
        _levels = levels.ToArray();
        _stream = new FileStream(_partial, FileMode.Create, FileAccess.Write);
        _csv = new CsvWriter(_stream);
        _csv.WriteRecord(["series", "step", "time", "model", "mean", .. _levels.Select(level => "q" + level.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>Writes one series' forecast.</summary>
    /// <param name="forecast">A forecast with the levels of the file.</param>
    /// <exception cref="ArgumentException">The levels are others.</exception>
    public void Write(SeriesForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        if (!forecast.Levels.AsSpan().SequenceEqual(_levels))
            throw new ArgumentException($"The forecast has the levels {string.Join(", ", forecast.Levels)}, the file {string.Join(", ", _levels)}.", nameof(forecast));
        for (var k = 0; k < forecast.Horizon; k++)
        {
            _csv.Write(forecast.Key);
            _csv.Write((long)(k + 1));
            _csv.Write(forecast.Axis.Label(k));
            _csv.Write(forecast.Model);
            _csv.Write(forecast.Mean[k]);
            foreach (var quantile in forecast.Quantiles)
                _csv.Write(quantile[k]);
            _csv.EndRecord();
        }
    }

    /// <summary>Makes the file visible. May be called once, after the last forecast.</summary>
    public void Complete()
    {
        _csv.Flush();
        _stream.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _complete = true;
    }

    /// <summary>Ends the writing; without <see cref="Complete"/> nothing is left behind.</summary>
    public void Dispose()
    {
        if (_complete)
            return;
        _csv.Dispose();
        _stream.Dispose();
        File.Delete(_partial);
    }
}
