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

    /// <summary>Reads <c>Quarter,Region,State,Purpose,Trips</c>: a series for each region and purpose. A region's name may hold a comma.</summary>
    public static IReadOnlyList<TimeSeries> ReadGroups(string path) =>
    [
        .. File.ReadLines(path).Skip(1).Select(line => Array.ConvertAll(line.Split(','), field => field.Trim('"')))
            .GroupBy(fields => string.Join('|', fields[1..^1]), StringComparer.Ordinal)
            .Select(rows => new TimeSeries(rows.Key, new TimeAxis(Step.Index, 0),
                [.. rows.OrderBy(fields => fields[0], StringComparer.Ordinal).Select(fields => double.Parse(fields[^1], CultureInfo.InvariantCulture))])),
    ];

    public static Dictionary<string, Dictionary<string, double[]>> ReadFields(string path) => File.ReadLines(path).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(fields => fields[0], StringComparer.Ordinal)
        .ToDictionary(series => series.Key, series => series.GroupBy(fields => fields[1], StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Select(f => double.Parse(f[3], CultureInfo.InvariantCulture)).ToArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);
}
