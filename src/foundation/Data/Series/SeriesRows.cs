namespace Kirana.Data.Series;

/// <summary>The observations of one series as they are gathered, in any order, until they become a <see cref="TimeSeries"/>.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class SeriesRows
{
    // A gap costs memory that no line of the file stands for.
    private const long MostStepsPerRow = 1_000;
    private const long MoreSteps = 10_000;

    private readonly List<SeriesRow> _rows = [];

    /// <summary>Begins without observations.</summary>
    /// <param name="key">The series' key.</param>
    public SeriesRows(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
    }

    /// <summary>The series' key.</summary>
    public string Key { get; }

    /// <summary>The number of observations.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds an observation.</summary>
    /// <param name="at">Its time, on the axis of the file's spelling.</param>
    /// <param name="value">The value; NaN where missing.</param>
    /// <param name="row">The line of the file, for messages.</param>
    public void Add(long at, double value, long row) => _rows.Add(new SeriesRow(at, value, row));

    /// <summary>Tells the step of series from all their times, as <see cref="SeriesReader"/> does.</summary>
    /// <param name="spelling">The step of their times' spelling.</param>
    /// <param name="series">The series; put into the order of time.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="options">How the file is written down.</param>
    /// <exception cref="DataException"><c>mixed-steps</c>: the step asked for is not that of the spelling.</exception>
    public static Step StepOf(Step spelling, IReadOnlyList<SeriesRows> series, string name, SeriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var one in series)
            one.Sort();
        if (spelling == Step.Day && options.Step is not (Step.Index or Step.Hour))
            return options.Step ?? StepGuess.Of(series.Select(one => one._rows));
        return options.Step is not { } asked || asked == spelling ? spelling : throw new DataException($"{name} has times of the step {spelling}; expected {asked}.")
        {
            Code = "mixed-steps", File = name, Column = options.TimeColumn,
        };
    }

    /// <summary>Makes the series, from its first to its last time; gaps are NaN.</summary>
    /// <param name="spelling">The step of the times' spelling.</param>
    /// <param name="step">The step of the series.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="options">How the file is written down.</param>
    /// <exception cref="DataException"><c>mixed-steps</c>, <c>duplicate-time</c>, <c>too-sparse</c>; each names the row.</exception>
    /// <exception cref="InvalidOperationException">There is no observation.</exception>
    public TimeSeries ToSeries(Step spelling, Step step, string name, SeriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_rows.Count == 0)
            throw new InvalidOperationException($"The series '{Key}' has no observation.");
        Sort();
        if (spelling == Step.Day)
            ToStep(step, name, options);
        if (Steps(step) > (Count * MostStepsPerRow) + MoreSteps)
            throw Bad("too-sparse", $"The {Count} rows of the series '{Key}' of {name} span {Steps(step)} steps of the length {step}; expected far fewer.", name, _rows[^1].Row, options,
                "Check for a time that is far away from the others, or give a longer step.");
        return Dense(step, name, options);
    }

    internal void Sort() => _rows.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Row.CompareTo(b.Row));

    /// <summary>Puts sorted days onto the axis of the step.</summary>
    internal void ToStep(Step step, string name, SeriesOptions options)
    {
        // Rows are replaced from the end, so that the row before is still a day.
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            var row = _rows[i];
            if (!StepGuess.Fits(step, row.At, i > 0 ? _rows[i - 1].At : row.At))
                throw Bad("mixed-steps", $"Row {row.Row} of {name} has the day {DateOnly.FromDayNumber((int)row.At):yyyy-MM-dd}, which begins no {step}; the other rows have that step.",
                    name, row.Row, options, "Correct the day, or give the step.");
            _rows[i] = row with { At = StepGuess.At(step, row.At) };
        }
    }

    /// <summary>Steps from the first to the last observation, both sorted and on the step's axis.</summary>
    internal Int128 Steps(Step step) => (((Int128)_rows[^1].At - _rows[0].At) / Length(step)) + 1;

    internal TimeSeries Dense(Step step, string name, SeriesOptions options)
    {
        var values = new double[(long)Steps(step)];
        values.AsSpan().Fill(double.NaN);
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            if (i > 0 && row.At == _rows[i - 1].At)
                throw Bad("duplicate-time", $"Row {row.Row} of {name} has a time of the series '{Key}' that row {_rows[i - 1].Row} has already.",
                    name, row.Row, options, "Add the rows up, or give the series different keys.");
            values[(row.At - _rows[0].At) / Length(step)] = row.Value;
        }

        return new TimeSeries(Key, new TimeAxis(step, _rows[0].At), values);
    }

    private static int Length(Step step) => step == Step.Week ? 7 : 1;

    private static DataException Bad(string code, string message, string file, long row, SeriesOptions options, string hint) =>
        new(message) { Code = code, File = file, Row = row, Column = options.TimeColumn, Hint = hint };
}
