using System.Buffers.Text;
using System.Text;
using Kirana.Data.Feedback;
using Kirana.Data.Lines;

namespace Kirana.Data.Series;

/// <summary>Reads series in long form: one line an observation, with the series' key, the time and the value.</summary>
/// <remarks>
/// Times are whole numbers, or dates in ISO form: <c>2011-11-07</c>, <c>2011-11-07T13:00</c>, <c>2011-11</c>, <c>2011-Q4</c>. A
/// file has one spelling and one step. Days are years, quarters, months or weeks if nearly all of them (90 %) are the beginnings
/// of such; then one that is not is an error. Lines may stand in any order. Values are numbers with a decimal point; an empty
/// field, <c>NA</c> and <c>NaN</c> are missing.
/// </remarks>
public static class SeriesReader
{
    // A gap costs memory that no line of the file stands for, so all series together may have so many steps for a line, and some more.
    private const long MostStepsPerRow = 1_000;
    private const long MoreSteps = 1_000_000;

    /// <summary>Reads every series of a file.</summary>
    /// <param name="lines">The file; not closed.</param>
    /// <param name="options">How it is written down; <see cref="SeriesOptions.Default"/> by default.</param>
    /// <returns>The series in the order in which their keys appear, each from its first to its last time; gaps are NaN.</returns>
    /// <exception cref="DataException"><c>missing-column</c>, <c>bad-time</c>, <c>bad-value</c>, <c>mixed-steps</c>, <c>duplicate-time</c>,
    /// <c>too-sparse</c>, or the fault of a damaged line; each names the row.</exception>
    public static IReadOnlyList<TimeSeries> Read(ILineReader lines, SeriesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        options ??= SeriesOptions.Default;
        var keys = new IdMap();
        var series = new List<List<SeriesRow>>();
        var spelling = Collect(lines, options, keys, series);
        foreach (var rows in series)
            rows.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Row.CompareTo(b.Row));

        var step = spelling;
        if (spelling == Step.Day && options.Step is not (Step.Index or Step.Hour))
        {
            step = options.Step ?? StepGuess.Of(series);
            for (var i = 0; i < series.Count; i++)
                ToStep(step, series[i], lines.Name, options);
        }
        else if (options.Step is { } asked && asked != spelling)
            throw Bad("mixed-steps", $"{lines.Name} has times of the step {spelling}; expected {asked}.", lines.Name, row: null, options.TimeColumn, hint: null);

        CheckSize(step, series, lines.Name);
        return [.. series.Select((rows, i) => Dense(keys[i], step, rows, lines.Name, options))];
    }

    private static Step Collect(ILineReader lines, SeriesOptions options, IdMap keys, List<List<SeriesRow>> series)
    {
        Step? spelling = null;
        int key = -1, time = -1, value = -1;
        while (lines.TryRead())
        {
            if (lines.Fault is { } fault)
                throw Bad(fault.Code, $"Row {lines.Line} of {lines.Name} cannot be read: {fault.Message}.", lines.Name, lines.Line, column: null, hint: null);
            if (key < 0)
                (key, time, value) = (Column(lines, options.SeriesColumn), Column(lines, options.TimeColumn), Column(lines, options.ValueColumn));
            var text = lines.Field(time);
            if (!SeriesTime.TryParse(text, out var at))
                throw Bad("bad-time", $"Row {lines.Line} of {lines.Name} has the time '{Text(text)}'; expected a whole number or an ISO date such as 2011-11-07.",
                    lines.Name, lines.Line, options.TimeColumn, "Write dates as year-month-day.");
            if (at.Spelling != (spelling ??= at.Spelling))
                throw Bad("mixed-steps", $"Row {lines.Line} of {lines.Name} has the time '{Text(text)}', which is of the step {at.Spelling}; the rows before are of the step {spelling}.",
                    lines.Name, lines.Line, options.TimeColumn, "Write all times of a file in the same way.");

            var index = keys.GetOrAdd(Text(lines.Field(key)));
            if (index == series.Count)
                series.Add([]);
            series[index].Add(new SeriesRow(at.At, Value(lines, value, options), lines.Line));
        }

        if (key < 0)
            Column(lines, options.SeriesColumn);
        return spelling ?? Step.Index;
    }

    private static int Column(ILineReader lines, string name)
    {
        for (var i = 0; i < lines.Columns.Count; i++)
            if (string.Equals(lines.Columns[i], name, StringComparison.OrdinalIgnoreCase))
                return i;
        throw Bad("missing-column", $"{lines.Name} has no column '{name}'; it has {string.Join(", ", lines.Columns.Select(column => $"'{column}'"))}.",
            lines.Name, row: null, name, "Rename the column, or say which one it is.");
    }

    private static double Value(ILineReader lines, int column, SeriesOptions options)
    {
        var text = lines.Field(column);
        if (text.IsEmpty || text.SequenceEqual("NA"u8) || text.SequenceEqual("NaN"u8))
            return double.NaN;
        if (Utf8Parser.TryParse(text, out double value, out var length) && length == text.Length && double.IsFinite(value))
            return value;
        throw Bad("bad-value", $"Row {lines.Line} of {lines.Name} has the value '{Text(text)}'; expected a finite number with a decimal point.",
            lines.Name, lines.Line, options.ValueColumn, text.Contains((byte)',') ? "Write decimals with a point." : null);
    }

    private static void ToStep(Step step, List<SeriesRow> rows, string name, SeriesOptions options)
    {
        // Rows are replaced from the end, so that the row before is still a day.
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            var row = rows[i];
            if (!StepGuess.Fits(step, row.At, i > 0 ? rows[i - 1].At : row.At))
                throw Bad("mixed-steps", $"Row {row.Row} of {name} has the day {DateOnly.FromDayNumber((int)row.At):yyyy-MM-dd}, which begins no {step}; the other rows have that step.",
                    name, row.Row, options.TimeColumn, "Correct the day, or give the step.");
            rows[i] = row with { At = StepGuess.At(step, row.At) };
        }
    }

    private static void CheckSize(Step step, List<List<SeriesRow>> series, string name)
    {
        Int128 rows = 0, steps = 0;
        foreach (var one in series)
        {
            rows += one.Count;
            steps += (((Int128)one[^1].At - one[0].At) / Length(step)) + 1;
        }

        if (steps > (rows * MostStepsPerRow) + MoreSteps)
            throw Bad("too-sparse", $"The {rows} rows of {name} span {steps} steps of the length {step}; expected far fewer.", name, row: null, column: null,
                "Check for a time that is far away from the others, or give a longer step.");
    }

    private static TimeSeries Dense(string key, Step step, List<SeriesRow> rows, string name, SeriesOptions options)
    {
        var values = new double[((rows[^1].At - rows[0].At) / Length(step)) + 1];
        values.AsSpan().Fill(double.NaN);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0 && rows[i].At == rows[i - 1].At)
                throw Bad("duplicate-time", $"Row {rows[i].Row} of {name} has a time of the series '{key}' that row {rows[i - 1].Row} has already.",
                    name, rows[i].Row, options.TimeColumn, "Add the rows up, or give the series different keys.");
            values[(rows[i].At - rows[0].At) / Length(step)] = rows[i].Value;
        }

        return new TimeSeries(key, new TimeAxis(step, rows[0].At), values);
    }

    private static int Length(Step step) => step == Step.Week ? 7 : 1;

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    private static DataException Bad(string code, string message, string file, long? row, string? column, string? hint) =>
        new(message) { Code = code, File = file, Row = row, Column = column, Hint = hint };
}
