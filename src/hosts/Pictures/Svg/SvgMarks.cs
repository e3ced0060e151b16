using System.Globalization;
using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Svg;

/// <summary>Draws the marks of a chart into its plot.</summary>
internal sealed class SvgMarks(SvgWriter svg, Chart chart, SvgLayout layout)
{
    private const int MostHoverTitles = 1500;
    private readonly Hue[] _hues = chart.Hues();

    /// <summary>Draws all marks, then what shows their values on hovering.</summary>
    /// <param name="id">What ids begin with.</param>
    public void Draw(string id)
    {
        // Marks may run beyond an axis that the caller cut short.
        svg.Raw($"<clipPath id=\"{id}-c\"><rect x=\"{SvgWriter.At(layout.Left - 4)}\" y=\"{SvgWriter.At(layout.Top - 4)}\" ")
            .Raw($"width=\"{SvgWriter.At(layout.Right - layout.Left + 8)}\" height=\"{SvgWriter.At(layout.Bottom - layout.Top + 8)}\"/></clipPath>\n")
            .Raw($"<g clip-path=\"url(#{id}-c)\">\n");
        Bars();
        for (var i = 0; i < chart.Marks.Count; i++)
        {
            var colour = SvgWriter.Colour(_hues[i]);
            switch (chart.Marks[i])
            {
                case BandMark band:
                    Band(band, colour);
                    break;
                case LineMark line:
                    Line(line, colour);
                    break;
                case PointMark points:
                    Points(points, colour);
                    break;
                case ErrorMark error:
                    Errors(error, colour);
                    break;
                case HeatMark heat:
                    SvgHeat.Draw(svg, heat, layout);
                    break;
            }
        }

        SvgHover.Draw(svg, chart, layout);
        svg.Raw("</g>\n");
        if (layout.HasBarLabels)
            BarLabels();
    }

    private void Bars()
    {
        var slot = chart.Lying ? (layout.Bottom - layout.Top) / Count(layout.Y) : (layout.Right - layout.Left) / Count(layout.X);
        var width = Math.Min(slot * 0.76, 64);
        foreach (var bar in BarSegment.Of(chart))
        {
            var middle = chart.Lying ? layout.Up(bar.Place) : layout.Across(bar.Place);
            var from = chart.Lying ? layout.Across(bar.From) : layout.Up(bar.From);
            var to = chart.Lying ? layout.Across(bar.To) : layout.Up(bar.To);
            if (double.IsNaN(middle + from + to))
                continue;
            var side = middle - width / 2 + width / bar.Lanes * bar.Lane;
            var thick = Math.Max(0.8, width / bar.Lanes - (bar.Lanes > 1 ? 1 : 0));
            var (low, length) = (Math.Min(from, to), Math.Abs(to - from));
            var (x, y, w, h) = chart.Lying ? (low, side, length, thick) : (side, low, thick, length);
            var mark = (BarMark)chart.Marks[bar.Mark];
            var (names, values) = chart.Lying ? (layout.Y, layout.X) : (layout.X, layout.Y);
            svg.Raw($"<rect class=\"bar\" x=\"{SvgWriter.At(x)}\" y=\"{SvgWriter.At(y)}\" width=\"{SvgWriter.At(w)}\" height=\"{SvgWriter.At(h)}\" ")
                .Raw($"fill=\"{SvgWriter.Colour(_hues[bar.Mark])}\">")
                .Raw(SvgWriter.Hover(names.Text(bar.Place), $"{mark.Name} {values.Text(mark.Values[bar.Place])}".Trim())).Raw("</rect>\n");
        }
    }

    private void BarLabels()
    {
        foreach (var bar in BarSegment.Of(chart))
            if (layout.Across(bar.To) is var end && double.IsFinite(end))
                svg.Label(end + 6, layout.Up(bar.Place) + 4, Glyphs.Fit(Glyphs.Printable(layout.X.Text(bar.To)), layout.Width - end - 8, SvgLayout.LabelWidth), "num");
    }

    private void Band(BandMark band, string colour)
    {
        var path = new StringBuilder();
        for (var start = 0; start < band.X.Count; start++)
        {
            var end = start;
            while (end < band.X.Count && !double.IsNaN(layout.Across(band.X[end]) + layout.Up(band.Lower[end]) + layout.Up(band.Upper[end])))
                end++;
            if (end == start)
                continue;
            for (var i = start; i < end; i++)
                Point(path, i == start ? 'M' : 'L', layout.Across(band.X[i]), layout.Up(band.Upper[i]));
            for (var i = end - 1; i >= start; i--)
                Point(path, 'L', layout.Across(band.X[i]), layout.Up(band.Lower[i]));
            path.Append('Z');
            // A single step has no area: it is drawn as a short upright stroke instead.
            if (end == start + 1)
                svg.Raw($"<path class=\"error\" stroke=\"{colour}\" stroke-opacity=\"0.5\" d=\"{path}\"/>\n");
            else
                svg.Raw($"<path fill=\"{colour}\" fill-opacity=\"{Math.Clamp(band.Strength, 0, 1).ToString("0.##", CultureInfo.InvariantCulture)}\" d=\"{path}\"/>\n");
            path.Clear();
            start = end;
        }
    }

    private void Line(LineMark line, string colour)
    {
        var path = new StringBuilder();
        var run = 0;
        (double X, double Y) last = default;
        foreach (var (x, y) in SvgThinning.Of(line, layout))
        {
            if (double.IsNaN(x + y))
            {
                Lone(run, last, colour);
                run = 0;
                continue;
            }

            Point(path, run++ == 0 ? 'M' : 'L', x, y);
            last = (x, y);
        }

        Lone(run, last, colour);
        if (path.Length > 0)
            svg.Raw($"<path class=\"line{(line.Dashed ? " dashed" : "")}\" stroke=\"{colour}\" d=\"{path}\"/>\n");
    }

    // A value between two gaps has no line; it is shown as a dot.
    private void Lone(int run, (double X, double Y) at, string colour)
    {
        if (run == 1)
            svg.Raw($"<circle cx=\"{SvgWriter.At(at.X)}\" cy=\"{SvgWriter.At(at.Y)}\" r=\"2.5\" fill=\"{colour}\"/>\n");
    }

    private void Points(PointMark points, string colour)
    {
        var many = points.X.Count > 100;
        for (var i = 0; i < points.X.Count; i++)
        {
            double x = layout.Across(points.X[i]), y = layout.Up(points.Y[i]);
            if (double.IsNaN(x + y))
                continue;
            svg.Raw($"<circle{(many ? "" : " class=\"dot\"")} cx=\"{SvgWriter.At(x)}\" cy=\"{SvgWriter.At(y)}\" r=\"{(many ? "2.2" : "3.6")}\" fill=\"{colour}\"");
            svg.Raw(points.X.Count > MostHoverTitles
                ? "/>\n"
                : $">{SvgWriter.Hover(points.Name, $"{layout.X.Text(points.X[i])} · {layout.Y.Text(points.Y[i])}")}</circle>\n");
        }
    }

    private void Errors(ErrorMark error, string colour)
    {
        for (var i = 0; i < error.Places.Count; i++)
        {
            var at = chart.Lying ? layout.Up(error.Places[i]) : layout.Across(error.Places[i]);
            var low = chart.Lying ? layout.Across(error.Lower[i]) : layout.Up(error.Lower[i]);
            var high = chart.Lying ? layout.Across(error.Upper[i]) : layout.Up(error.Upper[i]);
            if (double.IsNaN(at + low + high))
                continue;
            var path = chart.Lying
                ? $"M{SvgWriter.At(low)} {SvgWriter.At(at - 4)}v8m0 -4H{SvgWriter.At(high)}m0 -4v8"
                : $"M{SvgWriter.At(at - 4)} {SvgWriter.At(low)}h8m-4 0V{SvgWriter.At(high)}m-4 0h8";
            var (names, values) = chart.Lying ? (layout.Y, layout.X) : (layout.X, layout.Y);
            svg.Raw($"<path class=\"error\" stroke=\"{colour}\" d=\"{path}\">")
                .Raw(SvgWriter.Hover(names.Text(error.Places[i]), $"{error.Name} {values.Text(error.Lower[i])} … {values.Text(error.Upper[i])}".Trim())).Raw("</path>\n");
        }
    }

    private static int Count(Scale scale) => scale is CategoryScale names ? names.Count : 1;

    private static void Point(StringBuilder path, char command, double x, double y) =>
        path.Append(command).Append(SvgWriter.At(x)).Append(' ').Append(SvgWriter.At(y));
}
