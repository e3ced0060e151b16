namespace Kirana.Data.Series;

/// <summary>How a long file of series is written down.</summary>
public sealed record SeriesOptions
{
    /// <summary>Columns <c>series</c>, <c>time</c>, <c>value</c>; the step is found out.</summary>
    public static SeriesOptions Default { get; } = new();

    /// <summary>The column of the series' key; <c>series</c> by default.</summary>
    public string SeriesColumn { get; init; } = "series";

    /// <summary>The column of the time; <c>time</c> by default.</summary>
    public string TimeColumn { get; init; } = "time";

    /// <summary>The column of the value; <c>value</c> by default.</summary>
    public string ValueColumn { get; init; } = "value";

    /// <summary>The step; <see langword="null"/>, the default, to find it out. Give it where days are so sparse that they look like weeks.</summary>
    public Step? Step { get; init; }
}
