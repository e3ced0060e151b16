using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Terminal;

/// <summary>Turns a chart into lines of text: lines and points in braille dots, bars in blocks, or all of it in ASCII.</summary>
public static class TerminalChart
{
    /// <summary>Renders a chart. No line is longer than the width; every line ends with a line feed.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="options">Size and abilities of the terminal; the defaults where missing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size lies out of its range.</exception>
    public static string Render(Chart chart, TerminalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        options ??= new TerminalOptions();
        if (options.Width is < 24 or > 400 || options.Height is < 4 or > 100)
            throw new ArgumentOutOfRangeException(nameof(options), $"{options.Width} × {options.Height}", "A terminal picture has 24 to 400 cells across and 4 to 100 rows.");

        var text = new StringBuilder();
        foreach (var line in Wrapped(chart.Title, options))
            text.Append(Ansi.Bold(line, options)).Append('\n');
        foreach (var line in Wrapped(chart.Subtitle, options))
            text.Append(Ansi.Paint(line, Hue.Muted, options)).Append('\n');
        Legend(text, chart, options);
        if (chart.Marks.Any(mark => mark is HeatMark))
            TerminalHeat.Draw(text, chart, options);
        else if (chart.Marks.Any(mark => mark is BarMark))
            TerminalBars.Draw(text, chart, options);
        else if (chart.Lying)
            TerminalRanges.Draw(text, chart, options);
        else
            TerminalPlot.Draw(text, chart, options);
        return text.ToString();
    }

    /// <summary>Text as the terminal can show it: printable, and ASCII marks for the signs this library itself writes.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="options">The options.</param>
    internal static string Plain(string text, TerminalOptions options) => options.Unicode
        ? Glyphs.Printable(text)
        : Glyphs.Printable(text).Replace('−', '-').Replace('—', '-').Replace('…', '~').Replace("∞", "inf", StringComparison.Ordinal);

    /// <summary>Text shortened to a number of cells.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="cells">The cells there are.</param>
    /// <param name="options">The options.</param>
    internal static string Fit(string text, int cells, TerminalOptions options) =>
        Glyphs.Fit(Plain(text, options), cells, part => Glyphs.Cells(part), options.Unicode ? "…" : "~");

    /// <summary>Text with blanks on its left up to a number of cells.</summary>
    /// <param name="text">Printable text.</param>
    /// <param name="cells">The cells in all.</param>
    internal static string PadLeft(string text, int cells) => new string(' ', Math.Max(0, cells - Glyphs.Cells(text))) + text;

    private static IReadOnlyList<string> Wrapped(string text, TerminalOptions options) =>
        Glyphs.Wrap(Plain(text, options), options.Width, 2, part => Glyphs.Cells(part)).Select(line => Fit(line, options.Width, options)).ToArray();

    private static void Legend(StringBuilder text, Chart chart, TerminalOptions options)
    {
        var named = Enumerable.Range(0, chart.Marks.Count).Where(i => chart.Marks[i].Name.Length > 0).ToArray();
        if (named.Length < 2)
            return;
        var hues = chart.Hues();
        var used = 0;
        foreach (var i in named)
        {
            var sample = TerminalMarks.Sample(chart, i, options);
            var name = Fit(chart.Marks[i].Name, options.Width - sample.Length - 1, options);
            var cells = sample.Length + 1 + Glyphs.Cells(name);
            if (used > 0)
            {
                text.Append(used + 3 + cells > options.Width ? "\n" : "   ");
                used = used + 3 + cells > options.Width ? 0 : used + 3;
            }

            text.Append(Ansi.Paint(sample, hues[i], options)).Append(' ').Append(name);
            used += cells;
        }

        text.Append('\n');
    }
}
