using System.Text;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Terminal;

/// <summary>Draws bars lying, one row each, whichever way the chart has them: in a terminal names and numbers need the width.</summary>
internal static class TerminalBars
{
    private const string Eighths = " ▏▎▍▌▋▊▉";

    /// <summary>Draws a chart below its title.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="chart">The chart.</param>
    /// <param name="options">The options.</param>
    public static void Draw(StringBuilder text, Chart chart, TerminalOptions options)
    {
        var (x, y) = Domains.Of(chart, 5, 5);
        var (names, values) = chart.Lying ? (y, x) : (x, y);
        var segments = BarSegment.Of(chart);
        var hues = chart.Hues();
        var count = names is CategoryScale categories ? categories.Count : 1;
        var labels = Enumerable.Range(0, count).Select(i => TerminalChart.Fit(names.Text(i), options.Width * 2 / 5, options)).ToArray();
        var left = labels.Max(Glyphs.Cells) + 1;
        var ends = segments.Select(bar => Number(bar, chart, values, options)).ToArray();
        var room = Math.Max(4, options.Width - left - ends.Select(Glyphs.Cells).DefaultIfEmpty(0).Max() - 1);
        // The longest bar takes the whole room, even where round ticks would leave some.
        var edges = segments.SelectMany(bar => (double[])[Place(bar.From), Place(bar.To)]).DefaultIfEmpty(0).ToArray();
        double low = edges.Min(), high = edges.Max();
        var span = high > low ? high - low : 1;

        for (var place = 0; place < count; place++)
            for (var lane = 0; lane < Math.Max(1, segments.Count > 0 ? segments[0].Lanes : 1); lane++)
            {
                text.Append(TerminalChart.PadLeft(lane == 0 ? labels[place] : "", left - 1)).Append(' ');
                var own = Enumerable.Range(0, segments.Count).Where(i => segments[i].Place == place && segments[i].Lane == lane)
                    .OrderBy(i => Math.Min(segments[i].From, segments[i].To)).ToArray();
                var used = 0.0;
                foreach (var i in own)
                {
                    var from = Math.Round((Place(Math.Min(segments[i].From, segments[i].To)) - low) / span * room);
                    var to = (Place(Math.Max(segments[i].From, segments[i].To)) - low) / span * room;
                    if (from > used)
                        text.Append(' ', (int)(from - used));
                    var bar = Bar(Math.Max(from, used), to, chart, segments[i].Mark, own.Length == 1 && segments[i].To >= segments[i].From, options);
                    text.Append(Ansi.Paint(bar, hues[segments[i].Mark], options));
                    used = Math.Max(from, used) + Glyphs.Cells(bar);
                }

                if (own.Length > 0)
                    text.Append(' ').Append(ends[own[^1]]);
                while (text[^1] == ' ')
                    text.Length--;
                text.Append('\n');
            }

        double Place(double value) => values.Place(value) is var place && double.IsFinite(place) ? Math.Clamp(place, 0, 1) : 0;
    }

    private static string Number(BarSegment bar, Chart chart, Scale values, TerminalOptions options)
    {
        var mark = (BarMark)chart.Marks[bar.Mark];
        return TerminalChart.Fit(values.Text(mark.Stacked ? bar.To : mark.Values[bar.Place]), options.Width / 3, options);
    }

    private static string Bar(double from, double to, Chart chart, int mark, bool fine, TerminalOptions options)
    {
        var filling = TerminalMarks.Filling(TerminalMarks.Order(chart, mark), options);
        if (!options.Unicode || !fine)
            return new string(filling, (int)Math.Max(0, Math.Round(to) - from));
        var eighths = (int)Math.Max(0, Math.Round((to - from) * 8));
        // Only the full block can be continued by a part of a block.
        return filling == '█'
            ? new string(filling, eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[eighths % 8].ToString())
            : new string(filling, (eighths + 4) / 8);
    }
}
