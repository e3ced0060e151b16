using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Svg;

/// <summary>Turns a chart into one self-contained, accessible SVG element: no script, no external resource, values shown on hovering.</summary>
public static class SvgChart
{
    /// <summary>Renders a chart. The same chart and options give the same text.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="options">Size, ids and style; the defaults where missing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size lies out of its range.</exception>
    public static string Render(Chart chart, SvgOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        options ??= new SvgOptions();
        if (!(options.Width is >= 240 and <= 4000))
            throw new ArgumentOutOfRangeException(nameof(options), options.Width, "The width of a picture lies between 240 and 4000.");
        if (options.Height is { } height && !(height is >= 120 and <= 8000))
            throw new ArgumentOutOfRangeException(nameof(options), height, "The height of a picture lies between 120 and 8000.");

        var layout = SvgLayout.Of(chart, options);
        var svg = new SvgWriter();
        var id = SvgWriter.Escape(options.Id);
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"kirana\" viewBox=\"0 0 {SvgWriter.At(layout.Width)} {SvgWriter.At(layout.Height)}\" ");
        svg.Raw($"width=\"{SvgWriter.At(layout.Width)}\" height=\"{SvgWriter.At(layout.Height)}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\n");
        svg.Raw($"<title id=\"{id}-t\">{SvgWriter.Escape(chart.Title)}</title>\n<desc id=\"{id}-d\">{SvgWriter.Escape(chart.Describe())}</desc>\n");
        if (options.EmbedStyle)
            svg.Raw($"<style>\n{SvgStyle.Sheet.Replace(">", "&gt;", StringComparison.Ordinal)}\n</style>\n");
        SvgFrame.Draw(svg, chart, layout);
        new SvgMarks(svg, chart, layout).Draw(id);
        return svg.Raw("</svg>").ToString();
    }
}
