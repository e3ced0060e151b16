using System.Globalization;

namespace Kirana.Tests.Areas.Forecast;

/// <summary>Reads the committed values of a reference implementation: rows <c>series,field,step,value</c>.</summary>
internal static class GoldenFile
{
    /// <summary>The path of a committed file.</summary>
    public static string PathOf(string name) => Path.Combine(RepositoryFolder.Path, "tests", "golden", "Forecast", name);

    public static Dictionary<string, Dictionary<string, double[]>> Read(string name)
    {
        return File.ReadLines(PathOf(name)).Skip(1)
            .Select(line => line.Split(','))
            .GroupBy(fields => fields[0], StringComparer.Ordinal)
            .ToDictionary(series => series.Key, series => series
                .GroupBy(fields => fields[1], StringComparer.Ordinal)
                .ToDictionary(field => field.Key, field => field.Select(f => double.Parse(f[3], CultureInfo.InvariantCulture)).ToArray(), StringComparer.Ordinal),
                StringComparer.Ordinal);
    }
}
