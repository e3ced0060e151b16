using System.Text;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Data.Series;
using Kirana.Forecast.Covariates;

namespace Kirana.Pipelines.Forecast.Covariates;

/// <summary>Files of covariates as they were read, before the series they stand beside are known.</summary>
internal sealed class CovariateReading
{
    private const string SeriesColumn = "series";
    private const string TimeColumn = "time";

    private readonly List<Column> _columns = [];

    /// <summary>A covariate: its values by key, the empty one for every series.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Kind">What was said of it, if anything was.</param>
    /// <param name="File">The name of its file.</param>
    /// <param name="Spelling">The step of its times' spelling.</param>
    /// <param name="HasKeys">Whether its file has a column of keys.</param>
    /// <param name="Values">The values.</param>
    public sealed record Column(string Name, CovariateKind? Kind, string File, Step Spelling, bool HasKeys, Dictionary<string, CovariateValues> Values);

    /// <summary>The covariates in the order of the files.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>Reads the files.</summary>
    /// <param name="input">The files and what is said of their columns.</param>
    /// <exception cref="DataException"><c>no-such-file</c>; <c>missing-column</c>; <c>duplicate-column</c>; <c>two-kinds</c>; <c>changing-static</c>; <c>bad-time</c>;
    /// <c>bad-value</c>; <c>mixed-steps</c>. Names file, column and row.</exception>
    public static CovariateReading Of(CovariateInput input)
    {
        var reading = new CovariateReading();
        string[] said = [.. input.Known, .. input.Past, .. input.Static];
        foreach (var name in said)
            if (said.Count(other => string.Equals(other, name, StringComparison.Ordinal)) > 1)
                throw new DataException($"The covariate '{name}' is said to be of two kinds; expected one of known ahead, past only and static.") { Code = "two-kinds", Column = name };
        foreach (var path in input.Files)
            reading.Read(path, input);
        foreach (var name in said)
            if (!reading._columns.Exists(column => string.Equals(column.Name, name, StringComparison.Ordinal)))
                throw new DataException($"No file of covariates has a column '{name}'; there are {string.Join(", ", reading._columns.Select(column => $"'{column.Name}'"))}.")
                {
                    Code = "missing-column", File = string.Join(", ", input.Files.Select(Path.GetFileName)), Column = name, Hint = "Correct the name.",
                };
        return reading;
    }

    private void Read(string path, CovariateInput input)
    {
        if (!File.Exists(path))
            throw new DataException($"There is no file '{path}'.") { Code = "no-such-file", File = path, Hint = "Check the name and the folder." };
        var names = new List<string>();
        Pass(path, input, name => !input.Static.Contains(name, StringComparer.Ordinal), names);
        Pass(path, input, name => input.Static.Contains(name, StringComparer.Ordinal), names);
        if (names.Count == 0)
            throw new DataException($"{Path.GetFileName(path)} has no column of a covariate; expected one beside '{SeriesColumn}' and '{TimeColumn}'.") { Code = "missing-column", File = Path.GetFileName(path) };
    }

    /// <summary>Reads some of the columns; those that are static without a look at the times.</summary>
    private void Pass(string path, CovariateInput input, Func<string, bool> takes, List<string> names)
    {
        using var lines = input.Open?.Invoke(path) ?? LineReaders.Open(File.OpenRead(path), Path.GetFileName(path));
        int Place(string name) => lines.Columns.ToList().FindIndex(column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase));
        var (key, time) = (Place(SeriesColumn), Place(TimeColumn));
        int[] places = [.. Enumerable.Range(0, lines.Columns.Count).Where(i => i != key && i != time && takes(lines.Columns[i]))];
        if (places.Length == 0)
            return;
        var isStatic = input.Static.Contains(lines.Columns[places[0]], StringComparer.Ordinal);
        if (isStatic ? key < 0 : time < 0)
            throw new DataException($"{lines.Name} has no column '{(isStatic ? SeriesColumn : TimeColumn)}'; it has {string.Join(", ", lines.Columns.Select(column => $"'{column}'"))}.")
            {
                Code = "missing-column", File = lines.Name, Column = isStatic ? SeriesColumn : TimeColumn,
                Hint = isStatic ? "A static value belongs to a series: give its key." : $"Add the column; of values that never change say --static {string.Join(',', places.Select(i => lines.Columns[i]))}.",
            };
        var values = places.Select(_ => new Dictionary<string, CovariateValues>(StringComparer.Ordinal)).ToArray();
        var unpivoted = new UnpivotedLines(lines, key, isStatic ? -1 : time, places);
        var reader = new ObservationReader(unpivoted);
        while (TryRead(reader, unpivoted, i => lines.Columns[places[i]]))
        {
            var own = values[unpivoted.Place];
            var series = Encoding.UTF8.GetString(reader.Key);
            if (!own.TryGetValue(series, out var known))
                own.Add(series, known = new CovariateValues(series.Length == 0 ? "every series" : series));
            if (isStatic && known.Rows.Count > 0)
                CheckSame(known, reader, lines.Columns[places[unpivoted.Place]], lines.Name);
            else
                known.Add(reader.At, reader.Value, reader.Row);
        }

        for (var i = 0; i < places.Length; i++)
            Add(new Column(lines.Columns[places[i]], KindOf(lines.Columns[places[i]], input), lines.Name, reader.Spelling, key >= 0, values[i]), names);
    }

    private void Add(Column column, List<string> names)
    {
        if (_columns.Exists(other => string.Equals(other.Name, column.Name, StringComparison.Ordinal)))
            throw new DataException($"The covariate '{column.Name}' of {column.File} is there twice; expected once.") { Code = "duplicate-column", File = column.File, Column = column.Name, Hint = "Rename one of the columns." };
        _columns.Add(column);
        names.Add(column.Name);
    }

    private static bool TryRead(ObservationReader reader, UnpivotedLines lines, Func<int, string> nameOf)
    {
        try
        {
            return reader.TryRead();
        }
        catch (DataException error) when (error.Code is "bad-value")
        {
            var name = nameOf(lines.Place);
            throw new DataException($"Of the covariate '{name}': {error.Message}", error) { Code = error.Code, File = error.File, Row = error.Row, Column = name, Hint = error.Hint };
        }
    }

    private static void CheckSame(CovariateValues known, ObservationReader reader, string name, string file)
    {
        if (!reader.Value.Equals(known.First))
            throw new DataException($"Row {reader.Row} of {file} has {reader.Value} for the static covariate '{name}'; row {known.FirstRow} has {known.First} for the same series. Expected one value.")
            {
                Code = "changing-static", File = file, Row = reader.Row, Column = name, Hint = "Correct the value, or do not say that the column is static.",
            };
    }

    private static CovariateKind? KindOf(string name, CovariateInput input) =>
        input.Known.Contains(name, StringComparer.Ordinal) ? CovariateKind.KnownAhead
        : input.Past.Contains(name, StringComparer.Ordinal) ? CovariateKind.PastOnly
        : input.Static.Contains(name, StringComparer.Ordinal) ? CovariateKind.Static : null;
}
