using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Terminal;

/// <summary>Draws lines, bands, points and upright intervals between two axes.</summary>
internal static class TerminalPlot
{
    /// <summary>Draws a chart below its title.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="options">The options.</param>
    public static void Draw(StringBuilder text, Chart chart, TerminalOptions options)
    {
        var (x, y) = Domains.Of(chart, Math.Max(2, options.Width / 16), Math.Max(2, options.Height / 3));
        var levels = new string[options.Height];
        foreach (var tick in y.Ticks(y is CategoryScale ? options.Height : Math.Max(2, options.Height / 3)))
            if (y.Place(tick.Value) is >= -1e-9 and <= 1 + 1e-9)
                levels[(int)Math.Round((1 - y.Place(tick.Value)) * (options.Height - 1))] = TerminalChart.Fit(tick.Label, options.Width / 3, options);
        var left = levels.Max(level => level is null ? 0 : Glyphs.Cells(level)) + 1;
        var canvas = new DotCanvas(options.Width - left - 1, options.Height, options);
        var marks = new Pen(canvas, chart, x, y, options);
        for (var i = 0; i < chart.Marks.Count; i++)
            marks.Draw(i);

        if (chart.Y.Title.Length > 0)
            text.Append(Ansi.Paint(TerminalChart.Fit(chart.Y.Title, options.Width, options), Hue.Muted, options)).Append('\n');
        var (wall, notch, corner, floor) = options.Unicode ? ('│', '┤', '└', '─') : ('|', '+', '+', '-');
        for (var row = 0; row < canvas.Rows; row++)
            text.Append(Ansi.Paint(TerminalChart.PadLeft(levels[row] ?? "", left - 1) + ' ' + (levels[row] is null ? wall : notch), Hue.Muted, options))
                .Append(canvas.Row(row)).Append('\n');
        text.Append(Ansi.Paint(new string(' ', left) + corner + new string(floor, options.Width - left - 1), Hue.Muted, options)).Append('\n');
        text.Append(Ansi.Paint(Places(x, left + 1, options), Hue.Muted, options)).Append('\n');
        if (chart.X.Title.Length > 0)
            text.Append(Ansi.Paint(TerminalChart.PadLeft(TerminalChart.Fit(chart.X.Title, options.Width, options), options.Width), Hue.Muted, options)).Append('\n');
    }

    /// <summary>The labels of the x axis in one row, as many as stand apart.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="left">The cells before the plot.</param>
    /// <param name="options">The options.</param>
    internal static string Places(Scale scale, int left, TerminalOptions options)
    {
        var row = new StringBuilder();
        var used = 0;
        foreach (var tick in scale.Ticks(Math.Max(2, (options.Width - left) / 14)))
        {
            var label = TerminalChart.Fit(tick.Label, (options.Width - left) / 2, options);
            var cells = Glyphs.Cells(label);
            var middle = left + scale.Place(tick.Value) * (options.Width - left - 1);
            if (double.IsNaN(middle))
                continue;
            var start = (int)Math.Clamp(Math.Round(middle - cells / 2.0), 0, Math.Max(0, options.Width - cells));
            if (used > 0 && start < used + 2)
                continue;
            row.Append(' ', start - used).Append(label);
            used = start + cells;
        }

        return row.ToString();
    }

    /// <summary>Puts marks on the canvas.</summary>
    private sealed class Pen(DotCanvas canvas, Chart chart, Scale x, Scale y, TerminalOptions options)
    {
        private readonly Hue[] _hues = chart.Hues();

        public void Draw(int index)
        {
            var order = TerminalMarks.Order(chart, index);
            var letter = TerminalMarks.Letter(index);
            switch (chart.Marks[index])
            {
                case BandMark band:
                    Band(band, TerminalMarks.Shade(order + 1, options), _hues[index]);
                    break;
                case LineMark line:
                    for (var i = 0; i < line.X.Count; i++)
                        if (At(line.X[i], line.Y[i]) is { } to)
                            canvas.Line(i > 0 && At(line.X[i - 1], line.Y[i - 1]) is { } from ? from : to, to,
                                step => options.Colour || !options.Unicode || TerminalMarks.Shows(order, step), letter, _hues[index]);
                    break;
                case PointMark points:
                    for (var i = 0; i < points.X.Count; i++)
                        if (At(points.X[i], points.Y[i]) is { } at)
                            canvas.Dot(at.X, at.Y, letter, _hues[index]);
                    break;
                case ErrorMark error:
                    for (var i = 0; i < error.Places.Count; i++)
                        if (At(error.Places[i], error.Lower[i]) is { } low && At(error.Places[i], error.Upper[i]) is { } high)
                            canvas.Line(low, high, _ => true, letter, _hues[index]);
                    break;
            }
        }

        private void Band(BandMark band, char shade, Hue hue)
        {
            for (var i = 0; i < band.X.Count; i++)
            {
                if (At(band.X[i], band.Lower[i]) is not { } low || At(band.X[i], band.Upper[i]) is not { } high)
                    continue;
                canvas.Shade(low.X, Math.Min(low.Y, high.Y), Math.Max(low.Y, high.Y), shade, hue);
                if (i + 1 == band.X.Count || At(band.X[i + 1], band.Lower[i + 1]) is not { } low2 || At(band.X[i + 1], band.Upper[i + 1]) is not { } high2)
                    continue;
                for (var column = low.X + 1; column < low2.X; column++)
                {
                    var share = (column - low.X) / (double)(low2.X - low.X);
                    var a = (int)Math.Round(low.Y + (low2.Y - low.Y) * share);
                    var b = (int)Math.Round(high.Y + (high2.Y - high.Y) * share);
                    canvas.Shade(column, Math.Min(a, b), Math.Max(a, b), shade, hue);
                }
            }
        }

        // Places beyond the axes are kept near, so that lines towards them leave the picture in the right direction.
        private (int X, int Y)? At(double across, double up)
        {
            var (placeX, placeY) = (x.Place(across), y is CategoryScale ? y.Place(up) : 1 - y.Place(up));
            if (double.IsNaN(placeX + placeY))
                return null;
            return ((int)Math.Round(Math.Clamp(placeX, -1, 2) * (canvas.Width - 1)), (int)Math.Round(Math.Clamp(placeY, -1, 2) * (canvas.Height - 1)));
        }
    }
}
