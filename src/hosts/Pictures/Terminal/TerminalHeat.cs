using System.Globalization;
using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Terminal;

/// <summary>Draws a heat map as a table of shaded cells.</summary>
internal static class TerminalHeat
{
    private const string Shades = "·░▒▓█";
    private const string PlainShades = ".:+*#";

    /// <summary>Draws a chart below its title.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="options">The options.</param>
    public static void Draw(StringBuilder text, Chart chart, TerminalOptions options)
    {
        var heat = chart.Marks.OfType<HeatMark>().First();
        var (low, high) = Cividis.Range(heat);
        var (_, y) = Domains.Of(chart, 5, 5);
        var labels = Enumerable.Range(0, heat.Values.Count).Select(i => TerminalChart.Fit(y.Text(i), options.Width / 3, options)).ToArray();
        var left = labels.Select(Glyphs.Cells).DefaultIfEmpty(0).Max() + 1;
        var columns = Math.Max(1, heat.Values.Select(row => row.Count).DefaultIfEmpty(0).Max());
        var width = Math.Clamp((options.Width - left) / columns, 1, 6);
        var shown = Math.Min(columns, (options.Width - left) / width);
        for (var row = 0; row < heat.Values.Count; row++)
        {
            var cells = heat.Values[row].Take(shown).Select(value => Cell(value, low, high, width, options));
            text.Append((TerminalChart.PadLeft(labels[row], left - 1) + ' ' + string.Concat(cells)).TrimEnd()).Append('\n');
        }

        var names = new CategoryScale(chart.X.Categories.Take(shown).ToArray(), shown);
        var places = TerminalPlot.Places(names, left, options with { Width = Math.Max(left + 2, left + width * shown) });
        text.Append(Ansi.Paint(places, Hue.Muted, options)).Append('\n');
        if (!(low <= high))
            return;
        var key = options.Colour
            ? string.Concat(Enumerable.Range(0, 8).Select(i => Cell(i, 0, 7, 1, options)))
            : options.Unicode ? Shades : PlainShades;
        var last = TerminalChart.Plain($" {NumberText.Short(high)} {heat.Name}", options);
        text.Append(new string(' ', left)).Append(TerminalChart.Plain(NumberText.Short(low), options)).Append(' ').Append(key)
            .Append(TerminalChart.Fit(last, Math.Max(1, options.Width - left - 20), options).TrimEnd()).Append('\n');
    }

    private static string Cell(double value, double low, double high, int width, TerminalOptions options)
    {
        if (!Scale.IsShown(value))
            return new string(' ', width);
        var share = Cividis.Share(value, low, high);
        if (!options.Colour)
            return new string((options.Unicode ? Shades : PlainShades)[(int)Math.Min(4, share * 5)], width);
        var (red, green, blue) = Cividis.Rgb(share);
        return string.Create(CultureInfo.InvariantCulture, $"\u001b[48;2;{red};{green};{blue}m{new string(' ', width)}{Ansi.Reset}");
    }
}
