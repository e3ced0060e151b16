using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Data.Series;
using Kirana.Forecast.Hierarchy;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>Reads the series of a hierarchy: by columns that name groups, or by a second file of parents.</summary>
internal static class HierarchyFile
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>Reads.</summary>
    /// <param name="file">The file of series.</param>
    /// <param name="hierarchy">Levels, or a file of parents; see <see cref="HierarchyEvaluation.Hierarchy"/>.</param>
    /// <returns>The hierarchy and all its series, in its order.</returns>
    public static (SeriesHierarchy Hierarchy, IReadOnlyList<TimeSeries> Series) Read(string file, string hierarchy)
    {
        var isFile = Path.GetExtension(hierarchy) is ".csv" or ".gz" or ".br" or ".jsonl";
        var (tree, bottom) = isFile ? Parents(file, hierarchy) : Groups(file, hierarchy);
        if (bottom.Count == 0)
            throw new DataException($"{file} has no series.") { Code = "empty-hierarchy", File = file };
        return (tree, tree.Aggregate(Aligned(bottom)));
    }

    private static (SeriesHierarchy, IReadOnlyList<TimeSeries>) Parents(string file, string parents)
    {
        var rows = new List<HierarchyRow>();
        using (var lines = Open(parents))
        {
            int key = -1, parent = -1;
            while (lines.TryRead())
            {
                if (key < 0)
                    (key, parent) = (Column(lines, "series"), Column(lines, "parent"));
                var above = Text(lines, parent);
                rows.Add(new HierarchyRow(Text(lines, key), above.Length > 0 ? above : null));
            }
        }

        using var series = Open(file);
        return (SeriesHierarchy.FromParents(rows), SeriesReader.Read(series));
    }

    private static (SeriesHierarchy, IReadOnlyList<TimeSeries>) Groups(string file, string levels)
    {
        string[][] wanted = [.. levels.Split(',', Trimmed).Select(level => level.Split('+', Trimmed))];
        string[] columns = [.. wanted.SelectMany(level => level).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (columns.Length == 0)
            throw new DataException($"The hierarchy '{levels}' names no column.") { Code = "missing-column", Hint = "Name levels such as State,State+Region." };
        using var lines = new GroupedLines(Open(file), columns);
        var series = SeriesReader.Read(lines);
        var groups = columns.Select((name, i) => new GroupColumn(name, [.. series.Select(one => lines.GroupsOf(one.Key)[i])])).ToArray();
        // What has all the columns is the bottom itself.
        var above = wanted.Select(level => (IReadOnlyList<string>)[.. level.Select(name => columns.First(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)))])
            .Where(level => level.Distinct(StringComparer.Ordinal).Count() < columns.Length || columns.Length == 1 && series.Count == 0);
        return (SeriesHierarchy.FromGroups([.. series.Select(one => one.Key)], groups, [[], .. above]), series);
    }

    /// <summary>The series over the same steps: before its first observation and after its last a series is 0.</summary>
    private static List<TimeSeries> Aligned(IReadOnlyList<TimeSeries> series)
    {
        var step = series[0].Axis.Step == Step.Week ? 7 : 1;
        var first = series.Min(one => one.Axis.Start);
        var length = (int)series.Max(one => (one.Axis.Start - first) / step + one.Length);
        return [.. series.Select(one =>
        {
            var values = new double[length];
            one.Values.CopyTo(values.AsSpan((int)((one.Axis.Start - first) / step)));
            return new TimeSeries(one.Key, one.Axis with { Start = first }, values);
        })];
    }

    private static ILineReader Open(string path) => System.IO.File.Exists(path)
        ? LineReaders.Open(System.IO.File.OpenRead(path), path)
        : throw new DataException($"There is no file '{path}'.") { Code = "no-such-file", File = path, Hint = "Check the name and the folder." };

    private static int Column(ILineReader lines, string name)
    {
        for (var i = 0; i < lines.Columns.Count; i++)
            if (string.Equals(lines.Columns[i], name, StringComparison.OrdinalIgnoreCase))
                return i;
        throw new DataException($"{lines.Name} has no column '{name}'; it has {string.Join(", ", lines.Columns.Select(column => $"'{column}'"))}.")
        {
            Code = "missing-column", File = lines.Name, Column = name, Hint = "A hierarchy is lines of series,parent, with an empty parent for a top.",
        };
    }

    private static string Text(ILineReader lines, int column) => System.Text.Encoding.UTF8.GetString(lines.Field(column));
}
