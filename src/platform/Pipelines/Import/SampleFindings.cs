using System.Text;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Operate.Contracts;

namespace Kirana.Pipelines.Import;

/// <summary>What the first lines of a source tell about how it writes values.</summary>
internal static class SampleFindings
{
    /// <summary>The order of day and month of a column of dates.</summary>
    /// <param name="sample">The first lines.</param>
    /// <param name="column">The column's index.</param>
    /// <returns><see cref="DateOrder.Unknown"/> if no date of the sample needs an order.</returns>
    /// <exception cref="DataException">Dates need an order and none of them, or two of them against each other, settles it.</exception>
    public static DateOrder OrderOf(LineSample sample, int column)
    {
        string? example = null;
        (long Line, string Text)? dayFirst = null, monthFirst = null;
        foreach (var line in Lines(sample))
        {
            var text = line.Field(column).Trim((byte)' ');
            if (!TimeText.NeedsOrder(text, out var first, out var second))
                continue;
            example ??= Encoding.UTF8.GetString(text);
            if (first > 12)
                dayFirst ??= (line.Line, Encoding.UTF8.GetString(text));
            if (second > 12)
                monthFirst ??= (line.Line, Encoding.UTF8.GetString(text));
        }

        if (example is null)
            return DateOrder.Unknown;
        if (dayFirst is { } day && monthFirst is { } month)
            throw new DataException($"The dates of column '{sample.Columns[column]}' disagree: '{day.Text}' (line {day.Line}) has the day first, '{month.Text}' (line {month.Line}) the month.")
            {
                Code = "mixed-dates",
                File = sample.Name,
                Row = Math.Max(day.Line, month.Line),
                Column = sample.Columns[column],
                Hint = "Say which order holds with --date-format day-first or month-first; the other lines are then quarantined.",
            };
        if (dayFirst is null && monthFirst is null)
            throw new DataException($"Whether '{example}' in column '{sample.Columns[column]}' begins with the day or the month cannot be told: none of the first dates has a number above 12 to settle it.")
            {
                Code = "ambiguous-date",
                File = sample.Name,
                Column = sample.Columns[column],
                Hint = "Say it with --date-format day-first or --date-format month-first.",
            };
        return dayFirst is null ? DateOrder.MonthFirst : DateOrder.DayFirst;
    }

    /// <summary>Whether every id of a column is a whole number with a fraction of zeros, as spreadsheets write it.</summary>
    /// <param name="sample">The first lines.</param>
    /// <param name="column">The column's index.</param>
    public static bool AreWholeNumbers(LineSample sample, int column)
    {
        var any = false;
        foreach (var line in Lines(sample))
        {
            var text = line.Field(column);
            if (text.IsEmpty)
                continue;
            if (!text.EndsWith(".0"u8) || text.Length == 2 || text[..^2].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                return false;
            any = true;
        }

        return any;
    }

    /// <summary>Whether a column holds numbers: at least half of its values are, the others being mistakes.</summary>
    /// <param name="sample">The first lines.</param>
    /// <param name="column">The column's index.</param>
    /// <param name="mark">The decimal mark.</param>
    public static bool AreNumbers(LineSample sample, int column, byte mark)
    {
        var (numbers, others) = (0, 0);
        foreach (var line in Lines(sample))
            if (line.Field(column).Trim((byte)' ') is { IsEmpty: false } text)
                _ = DecimalText.TryParse(text, mark, out _) == NumberText.Sound ? numbers++ : others++;
        return numbers >= others;
    }

    /// <summary>Whether a column tells lines apart: no two different lines share a value of it.</summary>
    /// <param name="sample">The first lines.</param>
    /// <param name="column">The column's index.</param>
    public static bool Identifies(LineSample sample, int column)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(sample))
        {
            var whole = Encoding.UTF8.GetString(line.Raw);
            var id = Encoding.UTF8.GetString(line.Field(column));
            if (id.Length > 0 && !seen.TryAdd(id, whole) && !string.Equals(seen[id], whole, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>The letters before the number of every cancelling invoice: invoices whose quantities are negative begin with them, and no other does.</summary>
    /// <param name="sample">The first lines.</param>
    /// <param name="session">The column of invoice numbers.</param>
    /// <param name="quantity">The column of quantities.</param>
    /// <returns>The letters; empty if there are none.</returns>
    public static string CancellationPrefix(LineSample sample, int session, int quantity)
    {
        var negative = new HashSet<string>(StringComparer.Ordinal);
        var positive = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Lines(sample))
        {
            var number = line.Field(session);
            var end = number.IndexOfAnyInRange((byte)'0', (byte)'9');
            if (end < 0 || line.Field(quantity).IsEmpty)
                continue;
            (line.Field(quantity)[0] == '-' ? negative : positive).Add(Encoding.UTF8.GetString(number[..end]));
        }

        var own = negative.Except(positive, StringComparer.Ordinal).Where(prefix => prefix.Length > 0).ToList();
        return own.Count == 1 ? own[0] : "";
    }

    private static IEnumerable<ILineReader> Lines(LineSample sample)
    {
        sample.Rewind();
        while (sample.TryRead())
            if (sample.Fault is null)
                yield return sample;
    }
}
