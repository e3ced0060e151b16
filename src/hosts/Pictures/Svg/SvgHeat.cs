using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;

namespace Kirana.Pictures.Svg;

/// <summary>Draws heat maps and their colour key.</summary>
internal static class SvgHeat
{
    private const int KeySteps = 24;

    /// <summary>Draws the cells.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="heat">The mark.</param>
    /// <param name="layout">Where everything lies.</param>
    public static void Draw(SvgWriter svg, HeatMark heat, SvgLayout layout)
    {
        var (low, high) = Cividis.Range(heat);
        for (var row = 0; row < heat.Values.Count; row++)
            for (var column = 0; column < heat.Values[row].Count; column++)
            {
                var value = heat.Values[row][column];
                double left = layout.Across(column - 0.5), right = layout.Across(column + 0.5), top = layout.Up(row - 0.5), bottom = layout.Up(row + 0.5);
                if (!Scale.IsShown(value) || double.IsNaN(left + right + top + bottom))
                    continue;
                svg.Raw($"<rect x=\"{SvgWriter.At(left + 0.5)}\" y=\"{SvgWriter.At(top + 0.5)}\" width=\"{SvgWriter.At(Math.Max(0.5, right - left - 1))}\" ")
                    .Raw($"height=\"{SvgWriter.At(Math.Max(0.5, bottom - top - 1))}\" fill=\"{Cividis.Colour(value, low, high)}\">")
                    .Raw(SvgWriter.Hover($"{layout.Y.Text(row)} · {layout.X.Text(column)}", $"{heat.Name} {NumberText.Short(value)}".Trim())).Raw("</rect>\n");
            }
    }

    /// <summary>Draws what the colours mean, above the cells.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="layout">Where everything lies.</param>
    public static void DrawKey(SvgWriter svg, Chart chart, SvgLayout layout)
    {
        var heat = chart.Marks.OfType<HeatMark>().First();
        var (low, high) = Cividis.Range(heat);
        if (!(low <= high))
            return;
        var text = NumberText.Short(low);
        var x = layout.Margin;
        svg.Label(x, layout.NoteTop + 14, text, "num");
        x += SvgLayout.LabelWidth(text) + 8;
        for (var i = 0; i < KeySteps; i++)
            svg.Raw($"<rect x=\"{SvgWriter.At(x + 5 * i)}\" y=\"{SvgWriter.At(layout.NoteTop + 5)}\" width=\"5.2\" height=\"10\" fill=\"{Cividis.Colour(i, 0, KeySteps - 1)}\"/>");
        x += 5 * KeySteps + 8;
        svg.Label(x, layout.NoteTop + 14, NumberText.Short(high) + (heat.Name.Length > 0 ? $"  {heat.Name}" : ""), "num");
    }
}
