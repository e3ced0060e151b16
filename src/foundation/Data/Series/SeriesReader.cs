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
        var reader = new ObservationReader(lines, options);
        var keys = new IdMap();
        var series = new List<SeriesRows>();
        while (reader.TryRead())
        {
            var index = keys.GetOrAdd(Encoding.UTF8.GetString(reader.Key));
            if (index == series.Count)
                series.Add(new SeriesRows(keys[index]));
            series[index].Add(reader.At, reader.Value, reader.Row);
        }

        var step = SeriesRows.StepOf(reader.Spelling, series, lines.Name, options);
        if (reader.Spelling == Step.Day)
            foreach (var rows in series)
                rows.ToStep(step, lines.Name, options);
        CheckSize(step, series, lines.Name);
        return [.. series.Select(rows => rows.Dense(step, lines.Name, options))];
    }

    private static void CheckSize(Step step, List<SeriesRows> series, string name)
    {
        Int128 rows = 0, steps = 0;
        foreach (var one in series)
        {
            rows += one.Count;
            steps += one.Steps(step);
        }

        if (steps > (rows * MostStepsPerRow) + MoreSteps)
            throw new DataException($"The {rows} rows of {name} span {steps} steps of the length {step}; expected far fewer.")
            {
                Code = "too-sparse", File = name, Hint = "Check for a time that is far away from the others, or give a longer step.",
            };
    }
}
