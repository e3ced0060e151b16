using System.Text;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Terminal;

/// <summary>Lays a table out in cells of a terminal: numbers to the right, a line below the headings, and nothing else.</summary>
public static class TerminalTable
{
    private const int Gap = 2;
    private const int Narrowest = 8;

    /// <summary>Renders a table. Every line ends with a line feed; where the width does not suffice, the widest columns of text are cut.</summary>
    /// <param name="headings">The headings; one that begins with <c>&gt;</c> heads numbers, which stand at the right edge.</param>
    /// <param name="rows">The cells, row by row, one for each heading.</param>
    /// <param name="options">The width and abilities of the terminal; the defaults where missing.</param>
    /// <exception cref="ArgumentException">A row has another number of cells than there are headings.</exception>
    public static string Render(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, TerminalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new TerminalOptions();
        var isNumber = headings.Select(heading => heading.StartsWith('>')).ToArray();
        var head = headings.Select(heading => TerminalChart.Plain(heading.TrimStart('>'), options)).ToArray();
        var body = rows.Select(row => row.Select(cell => TerminalChart.Plain(cell, options)).ToArray()).ToArray();
        if (Array.Find(body, row => row.Length != head.Length) is { } odd)
            throw new ArgumentException($"A row has {odd.Length} cells, the table {head.Length} headings.", nameof(rows));

        var widths = Enumerable.Range(0, head.Length).Select(column => body.Select(row => row[column]).Append(head[column]).Max(Glyphs.Cells)).ToArray();
        Narrow(widths, isNumber, options.Width);
        var text = new StringBuilder();
        Write(text, head, widths, isNumber, options, bold: true);
        text.Append(options.Unicode ? '─' : '-', Math.Max(0, widths.Sum() + Gap * (widths.Length - 1))).Append('\n');
        foreach (var row in body)
            Write(text, row, widths, isNumber, options, bold: false);
        return text.ToString();
    }

    private static void Narrow(int[] widths, bool[] isNumber, int room)
    {
        while (widths.Sum() + Gap * (widths.Length - 1) > room)
        {
            var widest = Enumerable.Range(0, widths.Length).Where(column => !isNumber[column] && widths[column] > Narrowest)
                .OrderByDescending(column => widths[column]).DefaultIfEmpty(-1).First();
            if (widest < 0)
                return;
            widths[widest]--;
        }
    }

    private static void Write(StringBuilder text, string[] cells, int[] widths, bool[] isNumber, TerminalOptions options, bool bold)
    {
        var line = new StringBuilder();
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = TerminalChart.Fit(cells[column], widths[column], options);
            var blanks = widths[column] - Glyphs.Cells(cell);
            line.Append(' ', column == 0 ? 0 : Gap).Append(' ', isNumber[column] ? blanks : 0).Append(cell).Append(' ', isNumber[column] ? 0 : blanks);
        }

        var whole = line.ToString().TrimEnd();
        text.Append(bold ? Ansi.Bold(whole, options) : whole).Append('\n');
    }
}
