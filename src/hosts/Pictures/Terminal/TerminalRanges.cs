using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Terminal;

/// <summary>Draws points and lying intervals, one row for each name.</summary>
internal static class TerminalRanges
{
    /// <summary>Draws a chart below its title.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="options">The options.</param>
    public static void Draw(StringBuilder text, Chart chart, TerminalOptions options)
    {
        var (x, y) = Domains.Of(chart, 5, 5);
        var count = y is CategoryScale names ? names.Count : 1;
        var labels = Enumerable.Range(0, count).Select(i => TerminalChart.Fit(y.Text(i), options.Width * 2 / 5, options)).ToArray();
        var left = labels.Max(Glyphs.Cells) + 1;
        var room = options.Width - left;
        var hues = chart.Hues();
        var (start, through, end, point) = options.Unicode ? ('├', '─', '┤', '●') : ('|', '-', '|', 'o');
        var signs = new (char Sign, Hue Hue)[count, room];
        for (var i = 0; i < chart.Marks.Count; i++)
        {
            if (chart.Marks[i] is ErrorMark error)
                for (var k = 0; k < error.Places.Count; k++)
                    Interval(error.Places[k], Column(error.Lower[k]), Column(error.Upper[k]), hues[i]);
            if (chart.Marks[i] is PointMark points)
                for (var k = 0; k < points.X.Count; k++)
                    Set(points.Y[k], Column(points.X[k]), point, hues[i]);
        }

        for (var row = 0; row < count; row++)
        {
            var line = new StringBuilder();
            for (var column = 0; column < room; column++)
                line.Append(signs[row, column].Sign == 0 ? " " : Ansi.Paint(signs[row, column].Sign.ToString(), signs[row, column].Hue, options));
            text.Append((TerminalChart.PadLeft(labels[row], left - 1) + ' ' + line).TrimEnd()).Append('\n');
        }

        text.Append(Ansi.Paint(TerminalPlot.Places(x, left, options), Hue.Muted, options)).Append('\n');
        if (chart.X.Title.Length > 0)
            text.Append(Ansi.Paint(TerminalChart.PadLeft(TerminalChart.Fit(chart.X.Title, options.Width, options), options.Width), Hue.Muted, options)).Append('\n');

        int? Column(double value) => x.Place(value) is >= 0 and <= 1 and var place ? (int)Math.Round(place * (room - 1)) : null;

        void Set(double place, int? column, char sign, Hue hue)
        {
            if (column is { } at && place > -0.5 && place < count - 0.5)
                signs[(int)Math.Round(place), at] = (sign, hue);
        }

        void Interval(double place, int? low, int? high, Hue hue)
        {
            if (low is not { } from || high is not { } to)
                return;
            for (var column = from + 1; column < to; column++)
                Set(place, column, through, hue);
            Set(place, from, start, hue);
            Set(place, to, end, hue);
        }
    }
}
