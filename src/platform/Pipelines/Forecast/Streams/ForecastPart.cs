using System.Runtime.InteropServices;
using System.Text;
using Kirana.Data.Series;
using Kirana.Forecast;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>The forecasts of one part in the order of their keys, as a file of this process' own.</summary>
internal static class ForecastPart
{
    private const int StreamBytes = 1 << 16;

    /// <summary>Writes a part. The file appears whole, on the disk, or not at all.</summary>
    /// <param name="path">Where it will be.</param>
    /// <param name="entries">For each series its forecast, or why there is none.</param>
    public static void Write(string path, IEnumerable<PartEntry> entries)
    {
        var partial = path + ".partial";
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, StreamBytes))
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
        {
            foreach (var entry in entries)
            {
                writer.Write(entry.Key);
                writer.Write(entry.Failure ?? "");
                if (entry.Forecast is { } forecast)
                    Write(writer, forecast);
            }

            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Reads a part one entry after another.</summary>
    /// <param name="path">The part.</param>
    /// <param name="levels">The levels of its forecasts.</param>
    /// <param name="horizon">Steps ahead.</param>
    public static IEnumerable<PartEntry> Read(string path, double[] levels, int horizon)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, StreamBytes, FileOptions.SequentialScan);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        while (stream.Position < stream.Length)
        {
            var (key, failure) = (reader.ReadString(), reader.ReadString());
            yield return failure.Length > 0 ? new PartEntry(key, null, failure) : new PartEntry(key, Read(reader, key, levels, horizon), null);
        }
    }

    private static void Write(BinaryWriter writer, SeriesForecast forecast)
    {
        writer.Write((byte)forecast.Axis.Step);
        writer.Write(forecast.Axis.Start);
        writer.Write(forecast.Model);
        writer.Write(forecast.Fallback ?? "");
        writer.Write(MemoryMarshal.AsBytes(forecast.Mean.AsSpan()));
        foreach (var quantile in forecast.Quantiles)
            writer.Write(MemoryMarshal.AsBytes(quantile.AsSpan()));
    }

    private static SeriesForecast Read(BinaryReader reader, string key, double[] levels, int horizon)
    {
        var axis = new TimeAxis((Step)reader.ReadByte(), reader.ReadInt64());
        var (model, fallback) = (reader.ReadString(), reader.ReadString());
        var mean = Numbers(reader, horizon);
        var quantiles = new double[levels.Length][];
        for (var i = 0; i < quantiles.Length; i++)
            quantiles[i] = Numbers(reader, horizon);
        return new SeriesForecast(key, axis, model, fallback.Length > 0 ? fallback : null, mean, levels, quantiles);
    }

    private static double[] Numbers(BinaryReader reader, int count)
    {
        var numbers = new double[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
