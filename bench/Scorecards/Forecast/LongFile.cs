using System.Globalization;
using Kirana.Data.Lines;
using Kirana.Data.Series;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Reads plain long files: <c>series,time,value</c>, and <c>series,field,step,value</c> of theta.R.</summary>
internal static class LongFile
{
    public static IReadOnlyList<TimeSeries> Read(string path)
    {
        using var lines = LineReaders.Open(File.OpenRead(path), path);
        return SeriesReader.Read(lines);
    }

    public static Dictionary<string, Dictionary<string, double[]>> ReadFields(string path) => File.ReadLines(path).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(fields => fields[0], StringComparer.Ordinal)
        .ToDictionary(series => series.Key, series => series.GroupBy(fields => fields[1], StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Select(f => double.Parse(f[3], CultureInfo.InvariantCulture)).ToArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);
}
