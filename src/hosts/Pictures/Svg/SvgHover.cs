using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Svg;

/// <summary>Lets the reader hover anywhere over lines and bands and see every value at that place: one invisible strip for each place.</summary>
internal static class SvgHover
{
    private const int MostStrips = 500;

    /// <summary>Draws the strips; none where there are too many places to hit one of them.</summary>
    /// <param name="svg">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="layout">Where everything lies.</param>
    public static void Draw(SvgWriter svg, Chart chart, SvgLayout layout)
    {
        var lines = new SortedDictionary<double, List<string>>();
        foreach (var mark in chart.Marks)
        {
            switch (mark)
            {
                case LineMark line:
                    for (var i = 0; i < line.X.Count; i++)
                        Add(line.X[i], $"{line.Name} {layout.Y.Text(line.Y[i])}".Trim(), layout.Up(line.Y[i]));
                    break;
                case BandMark band:
                    for (var i = 0; i < band.X.Count; i++)
                        Add(band.X[i], $"{band.Name} {layout.Y.Text(band.Lower[i])} … {layout.Y.Text(band.Upper[i])}".Trim(),
                            layout.Up(band.Lower[i]) + layout.Up(band.Upper[i]));
                    break;
            }
        }

        if (lines.Count > MostStrips)
            return;
        var places = lines.Keys.Select(layout.Across).ToArray();
        var index = 0;
        foreach (var (x, texts) in lines)
        {
            var left = index == 0 ? layout.Left : (places[index - 1] + places[index]) / 2;
            var right = index == places.Length - 1 ? layout.Right : (places[index] + places[index + 1]) / 2;
            index++;
            if (right - left > 0.2)
                svg.Raw($"<rect class=\"hit\" x=\"{SvgWriter.At(left)}\" y=\"{SvgWriter.At(layout.Top)}\" width=\"{SvgWriter.At(right - left)}\" ")
                    .Raw($"height=\"{SvgWriter.At(layout.Bottom - layout.Top)}\">{SvgWriter.Hover([layout.X.Text(x), .. texts])}</rect>\n");
        }

        void Add(double x, string text, double shown)
        {
            if (double.IsNaN(layout.Across(x) + shown))
                return;
            if (!lines.TryGetValue(x, out var texts))
                lines.Add(x, texts = []);
            texts.Add(text);
        }
    }
}
