using Kirana.Pictures.Charts;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Svg;

/// <summary>The legend's entries, laid in rows above the plot so that they can overlap nothing.</summary>
internal static class SvgLegend
{
    /// <summary>The height of a row.</summary>
    public const double RowHeight = 20;

    private const double Swatch = 22;
    private const double Gap = 16;

    /// <summary>An entry and its place.</summary>
    /// <param name="Mark">The mark's index in the chart.</param>
    /// <param name="Text">The text, shortened to the picture's width.</param>
    /// <param name="X">The left edge, from the legend's own left edge.</param>
    /// <param name="Row">The row, from 0.</param>
    internal readonly record struct Entry(int Mark, string Text, double X, int Row);

    /// <summary>The entries of a chart; none where one mark alone needs no name.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">The room across.</param>
    public static IReadOnlyList<Entry> Of(Chart chart, double width)
    {
        var named = Enumerable.Range(0, chart.Marks.Count).Where(i => chart.Marks[i].Name.Length > 0 && chart.Marks[i] is not HeatMark).ToArray();
        if (named.Length < 2)
            return [];
        var entries = new List<Entry>();
        double x = 0;
        var row = 0;
        foreach (var index in named)
        {
            var text = Glyphs.Fit(Glyphs.Printable(chart.Marks[index].Name), width - Swatch, Measure);
            var length = Swatch + Measure(text);
            if (x > 0 && x + length > width)
                (x, row) = (0, row + 1);
            entries.Add(new Entry(index, text, x, row));
            x += length + Gap;
        }

        return entries;
    }

    /// <summary>Draws the entries.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="layout">Where everything lies.</param>
    public static void Draw(SvgWriter svg, Chart chart, SvgLayout layout)
    {
        var hues = chart.Hues();
        foreach (var entry in layout.Legend)
        {
            var x = layout.Margin + entry.X;
            var y = layout.LegendTop + entry.Row * RowHeight + 10;
            var colour = SvgWriter.Colour(hues[entry.Mark]);
            svg.Raw(chart.Marks[entry.Mark] switch
            {
                LineMark line => $"<path class=\"line{(line.Dashed ? " dashed" : "")}\" stroke=\"{colour}\" d=\"M{SvgWriter.At(x)} {SvgWriter.At(y)}h16\"/>",
                PointMark => $"<circle cx=\"{SvgWriter.At(x + 8)}\" cy=\"{SvgWriter.At(y)}\" r=\"4\" fill=\"{colour}\"/>",
                ErrorMark => $"<path class=\"error\" stroke=\"{colour}\" d=\"M{SvgWriter.At(x + 8)} {SvgWriter.At(y - 6)}v12\"/>",
                BandMark => Box(x, y, $"fill=\"{colour}\" fill-opacity=\"{Depth(chart, entry.Mark)}\""),
                _ => Box(x, y, $"fill=\"{colour}\""),
            });
            svg.Label(x + Swatch, y + 4, entry.Text);
        }
    }

    private static string Box(double x, double y, string fill) =>
        $"<rect x=\"{SvgWriter.At(x + 2)}\" y=\"{SvgWriter.At(y - 6)}\" width=\"13\" height=\"12\" {fill}/>";

    // Nested bands darken inwards; the swatch of each shows the sum it has in the picture.
    private static string Depth(Chart chart, int mark)
    {
        var clear = 1.0;
        for (var i = 0; i <= mark; i++)
            if (chart.Marks[i] is BandMark band && chart.Hues()[i] == chart.Hues()[mark])
                clear *= 1 - Math.Clamp(band.Strength, 0, 1);
        return (1 - clear).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static double Measure(string text) => Glyphs.Width(text) * 12;
}
