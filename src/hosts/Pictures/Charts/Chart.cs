namespace Kirana.Pictures.Charts;

/// <summary>A chart as one immutable description. Renderers turn it into SVG, terminal text or an ECharts option.</summary>
public sealed record Chart
{
    /// <summary>What the chart says, as one line.</summary>
    public required string Title { get; init; }

    /// <summary>What is shown, with period and unit, as one quieter line; none by default.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The axis from left to right; linear by default.</summary>
    public Axis X { get; init; } = new();

    /// <summary>The axis from bottom to top (names run from top to bottom); linear by default.</summary>
    public Axis Y { get; init; } = new();

    /// <summary>What is drawn, the lowest first.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>A description for people who do not see the picture; made from axes and marks where empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether places are named by the y axis, so that bars and intervals lie.</summary>
    internal bool Lying => Y.Kind == AxisKind.Category && X.Kind != AxisKind.Category;

    /// <summary>The colour of each mark after <see cref="Hue.Auto"/> is settled, beside <see cref="Marks"/>.</summary>
    internal Hue[] Hues()
    {
        var hues = Marks.Select(mark => mark.Hue).ToArray();
        var free = Enum.GetValues<Hue>().Where(hue => hue >= Hue.Blue && !hues.Contains(hue)).ToArray();
        if (free.Length == 0)
            free = [Hue.Blue];
        var next = 0;
        for (var i = 0; i < hues.Length; i++)
            if (hues[i] == Hue.Auto)
                hues[i] = free[next++ % free.Length];
        return hues;
    }

    /// <summary>The description, or one made from the marks.</summary>
    internal string Describe()
    {
        if (Description.Length > 0)
            return Description;
        var marks = string.Join(", ", Marks.Where(mark => mark.Name.Length > 0).Select(mark => mark switch
        {
            LineMark => $"line {mark.Name}",
            BandMark => $"band {mark.Name}",
            BarMark => $"bars {mark.Name}",
            PointMark => $"points {mark.Name}",
            HeatMark => $"heat map {mark.Name}",
            _ => $"intervals {mark.Name}",
        }));
        var axes = string.Join(" by ", new[] { Y.Title, X.Title }.Where(title => title.Length > 0));
        return string.Join(". ", new[] { Subtitle, axes, marks }.Where(part => part.Length > 0));
    }
}
