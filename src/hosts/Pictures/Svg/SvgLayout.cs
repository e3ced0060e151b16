using Kirana.Pictures.Charts;
using Kirana.Pictures.Scales;
using Kirana.Pictures.Text;

namespace Kirana.Pictures.Svg;

/// <summary>Where the parts of a picture lie, in pixels from its upper left corner. Rows are stacked from the top, so nothing can overlap.</summary>
internal sealed class SvgLayout
{
    private const double TitleRow = 21;
    private const double SubtitleRow = 18;
    private const double LabelSize = 12;

    private SvgLayout(Chart chart, SvgOptions options)
    {
        Width = options.Width;
        Margin = options.ShowTitle ? 8 : 1;
        var room = Width - 2 * Margin;
        Title = options.ShowTitle ? Glyphs.Wrap(Glyphs.Printable(chart.Title), room, 2, text => Glyphs.Width(text) * 17) : [];
        Subtitle = options.ShowTitle ? Glyphs.Wrap(Glyphs.Printable(chart.Subtitle), room, 2, text => Glyphs.Width(text) * 13) : [];
        Legend = SvgLegend.Of(chart, room);
        IsHeat = chart.Marks.Any(mark => mark is HeatMark);
        HasBarLabels = CanLabelBars(chart);

        TitleTop = Margin;
        SubtitleTop = TitleTop + Title.Count * TitleRow;
        LegendTop = SubtitleTop + Subtitle.Count * SubtitleRow + (Legend.Count > 0 ? 4 : 0);
        NoteTop = LegendTop + (Legend.Count > 0 ? (Legend[^1].Row + 1) * SvgLegend.RowHeight : 0);
        Top = NoteTop + (chart.Y.Title.Length > 0 || IsHeat ? 20 : 0) + 8;

        var showsAcross = !HasBarLabels;
        var below = (showsAcross ? 20 : 0) + (chart.X.Title.Length > 0 && showsAcross ? 18 : 0) + Math.Max(4, Margin - 2);
        Height = options.Height ?? Top + below + PlotHeight(chart, Width);
        Bottom = Math.Max(Top + 10, Height - below);

        var up = (int)Math.Clamp((Bottom - Top) / 46, 2, 8);
        (var x, Y) = Domains.Of(chart, (int)Math.Clamp(Width / 90, 2, 8), up);
        X = x;
        YTicks = Y.Ticks(Y is CategoryScale ? (int)Math.Max(1, (Bottom - Top) / 15) : up)
            .Select(tick => tick with { Label = Glyphs.Fit(Glyphs.Printable(tick.Label), Width * 0.5, LabelWidth) }).ToArray();
        Left = Margin + YTicks.Select(tick => LabelWidth(tick.Label)).DefaultIfEmpty(0).Max() + 8;
        Right = Width - Margin - (HasBarLabels ? Math.Min(BarLabelRoom(chart, X), Width * 0.35) : 6);
        YTicks = YTicks.Where(tick => double.IsFinite(Up(tick.Value))).ToArray();
        XTicks = showsAcross ? AcrossTicks(chart) : [];
    }

    /// <summary>The space at the edges; next to none inside a document, so that the picture lines up with its text.</summary>
    public double Margin { get; }

    /// <summary>The width of the picture.</summary>
    public double Width { get; }

    /// <summary>The height of the picture.</summary>
    public double Height { get; }

    /// <summary>The title's lines.</summary>
    public IReadOnlyList<string> Title { get; }

    /// <summary>The subtitle's lines.</summary>
    public IReadOnlyList<string> Subtitle { get; }

    /// <summary>The legend's entries.</summary>
    public IReadOnlyList<SvgLegend.Entry> Legend { get; }

    /// <summary>Whether cells are drawn, whose colours need a key.</summary>
    public bool IsHeat { get; }

    /// <summary>Whether bars carry their values, so that no value axis is needed.</summary>
    public bool HasBarLabels { get; }

    /// <summary>The upper edge of the title.</summary>
    public double TitleTop { get; }

    /// <summary>The upper edge of the subtitle.</summary>
    public double SubtitleTop { get; }

    /// <summary>The upper edge of the legend.</summary>
    public double LegendTop { get; }

    /// <summary>The upper edge of the row with the y axis's title or the colour key.</summary>
    public double NoteTop { get; }

    /// <summary>The upper edge of the plot.</summary>
    public double Top { get; }

    /// <summary>The lower edge of the plot.</summary>
    public double Bottom { get; }

    /// <summary>The left edge of the plot.</summary>
    public double Left { get; }

    /// <summary>The right edge of the plot.</summary>
    public double Right { get; }

    /// <summary>The scale from left to right.</summary>
    public Scale X { get; }

    /// <summary>The scale from bottom to top; names run from top to bottom.</summary>
    public Scale Y { get; }

    /// <summary>The labels below the plot, none touching another.</summary>
    public IReadOnlyList<Tick> XTicks { get; }

    /// <summary>The labels left of the plot.</summary>
    public IReadOnlyList<Tick> YTicks { get; }

    /// <summary>Lays out a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="options">The options.</param>
    public static SvgLayout Of(Chart chart, SvgOptions options) => new(chart, options);

    /// <summary>The pixel column of a value; NaN if it cannot be shown.</summary>
    /// <param name="value">A value of the x axis.</param>
    public double Across(double value) => Left + X.Place(value) * (Right - Left);

    /// <summary>The pixel row of a value; NaN if it cannot be shown.</summary>
    /// <param name="value">A value of the y axis.</param>
    public double Up(double value) =>
        Y is CategoryScale ? Top + Y.Place(value) * (Bottom - Top) : Bottom - Y.Place(value) * (Bottom - Top);

    /// <summary>Where the middle of a label below the plot lies so that it stays inside the picture.</summary>
    /// <param name="tick">The label.</param>
    public double LabelMiddle(Tick tick)
    {
        var half = LabelWidth(tick.Label) / 2;
        return Math.Clamp(Across(tick.Value), Math.Min(half + 1, Width / 2), Math.Max(Width - half - 1, Width / 2));
    }

    /// <summary>The width of an axis label.</summary>
    /// <param name="text">The label.</param>
    public static double LabelWidth(string text) => Glyphs.Width(text) * LabelSize;

    private static double PlotHeight(Chart chart, double width)
    {
        var (_, y) = Domains.Of(chart, 5, 5);
        var lanes = Math.Max(1, BarSegment.Of(chart).Select(bar => bar.Lanes).DefaultIfEmpty(1).Max());
        return y is CategoryScale names
            ? Math.Clamp(names.Count * (chart.Marks.Any(mark => mark is HeatMark) ? 26 : 14.0 + 12 * lanes), 40, 6000)
            : Math.Clamp(width * 0.42, 170, 340);
    }

    private static bool CanLabelBars(Chart chart) =>
        chart.Lying && chart.Marks is [BarMark bars] && bars.Values.Count <= 40 && bars.Values.All(value => !(value < 0));

    private static double BarLabelRoom(Chart chart, Scale scale) =>
        ((BarMark)chart.Marks[0]).Values.Where(Scale.IsShown).Select(value => LabelWidth(scale.Text(value))).DefaultIfEmpty(0).Max() + 10;

    private Tick[] AcrossTicks(Chart chart)
    {
        if (X is CategoryScale names)
        {
            var slot = (Right - Left) / names.Count;
            var longest = chart.X.Categories.Select(name => LabelWidth(Glyphs.Printable(name))).DefaultIfEmpty(0).Max() + 8;
            var every = Math.Max(1, (int)Math.Ceiling(Math.Min(longest, 56) / slot));
            return X.Ticks((int)Math.Ceiling(names.Count / (double)every))
                .Select(tick => tick with { Label = Glyphs.Fit(Glyphs.Printable(tick.Label), slot * every - 6, LabelWidth) }).ToArray();
        }

        for (var most = (int)Math.Clamp((Right - Left) / 70, 2, 12); most > 1; most--)
        {
            var ticks = X.Ticks(most).Where(tick => double.IsFinite(Across(tick.Value))).ToArray();
            if (!Touch(ticks))
                return ticks;
        }

        return X.Ticks(1).Where(tick => double.IsFinite(Across(tick.Value))).Take(1).ToArray();
    }

    private bool Touch(Tick[] ticks)
    {
        for (var i = 1; i < ticks.Length; i++)
            if (LabelMiddle(ticks[i]) - LabelMiddle(ticks[i - 1]) < (LabelWidth(ticks[i].Label) + LabelWidth(ticks[i - 1].Label)) / 2 + 10)
                return true;
        return false;
    }
}
