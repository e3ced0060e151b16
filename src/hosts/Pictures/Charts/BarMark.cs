namespace Kirana.Pictures.Charts;

/// <summary>Bars, one for each name of the category axis: upright where that is the x axis, lying where it is the y axis.</summary>
/// <remarks>Several bar marks of a chart stand side by side, the stacked ones on each other.</remarks>
public sealed record BarMark : Mark
{
    /// <summary>Creates bars.</summary>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="values">The value for each name, in the order of the category axis; no bar where not finite.</param>
    public BarMark(string name, IReadOnlyList<double> values) : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    /// <summary>The value for each name.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Whether the bars stand on those of the stacked marks before it; no by default.</summary>
    public bool Stacked { get; init; }
}
