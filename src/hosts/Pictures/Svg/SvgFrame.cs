using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Svg;

/// <summary>Draws what stands around the data: title, legend, axes, grid. As little of it as reading needs.</summary>
internal static class SvgFrame
{
    /// <summary>Draws everything around the data.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="layout">Where everything lies.</param>
    public static void Draw(SvgWriter svg, Chart chart, SvgLayout layout)
    {
        for (var i = 0; i < layout.Title.Count; i++)
            svg.Label(layout.Margin, layout.TitleTop + 15 + 21 * i, layout.Title[i], "title");
        for (var i = 0; i < layout.Subtitle.Count; i++)
            svg.Label(layout.Margin, layout.SubtitleTop + 13 + 18 * i, layout.Subtitle[i], "sub");
        SvgLegend.Draw(svg, chart, layout);
        if (layout.IsHeat)
            SvgHeat.DrawKey(svg, chart, layout);
        else if (chart.Y.Title.Length > 0)
            svg.Label(layout.Margin, layout.NoteTop + 15, Fitted(chart.Y.Title, layout), "num");
        Levels(svg, layout);
        Places(svg, chart, layout);
    }

    private static void Levels(SvgWriter svg, SvgLayout layout)
    {
        foreach (var tick in layout.YTicks)
        {
            var y = layout.Up(tick.Value);
            if (layout.Y is not CategoryScale)
                svg.Rule(layout.Left, y, layout.Right, y, "grid");
            svg.Label(layout.Left - 8, y + 4, tick.Label, layout.Y is CategoryScale ? "ink end" : "end num");
        }
    }

    private static void Places(SvgWriter svg, Chart chart, SvgLayout layout)
    {
        foreach (var tick in layout.XTicks)
        {
            var x = layout.Across(tick.Value);
            if (chart.Lying)
                svg.Rule(x, layout.Top, x, layout.Bottom, "grid");
            else if (layout.X is not CategoryScale)
                svg.Rule(x, layout.Bottom, x, layout.Bottom + 4, "axis");
            svg.Label(layout.LabelMiddle(tick), layout.Bottom + 17, tick.Label, "mid num");
        }

        // The line the data stands on: zero where zero is shown, the lower edge otherwise.
        if (chart.Lying)
        {
            var zero = layout.Across(0);
            svg.Rule(Inside(zero, layout.Left, layout.Right), layout.Top, Inside(zero, layout.Left, layout.Right), layout.Bottom, "axis");
        }
        else if (!layout.IsHeat)
        {
            var zero = layout.Y is LinearScale ? layout.Up(0) : double.NaN;
            var y = zero >= layout.Top && zero <= layout.Bottom ? zero : layout.Bottom;
            svg.Rule(layout.Left, y, layout.Right, y, "axis");
        }

        if (chart.X.Title.Length > 0 && !layout.HasBarLabels)
            svg.Label(layout.Right, layout.Bottom + 36, Fitted(chart.X.Title, layout), "end");
    }

    private static double Inside(double value, double low, double high) => value >= low && value <= high ? value : low;

    private static string Fitted(string text, SvgLayout layout) =>
        Glyphs.Fit(Glyphs.Printable(text), layout.Width - 2 * layout.Margin, SvgLayout.LabelWidth);
}
