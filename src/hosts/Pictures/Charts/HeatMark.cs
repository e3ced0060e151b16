namespace Kirana.Pictures.Charts;

/// <summary>A table of coloured cells over two category axes. The colours run along cividis, even for any colour sight.</summary>
public sealed record HeatMark : Mark
{
    /// <summary>Creates a heat map.</summary>
    /// <param name="name">What the colours measure.</param>
    /// <param name="values">One row for each name of the y axis, from top to bottom, with one value for each name of the x axis; an empty
    /// cell where not finite.</param>
    public HeatMark(string name, IReadOnlyList<IReadOnlyList<double>> values) : base(name)
    {
        ArgumentNullException.ThrowIfNull(values);
        Values = values;
    }

    /// <summary>The value of each cell, by row and column.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Values { get; }
}
