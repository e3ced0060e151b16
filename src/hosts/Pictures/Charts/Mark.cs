namespace Kirana.Pictures.Charts;

/// <summary>Something drawn in a chart: a line, a band, bars, points, error bars or a heat map. Later marks lie over earlier ones.</summary>
/// <remarks>Immutable. A value that is not finite, or that its axis cannot show, leaves a gap. Values beyond ±1e300 count as infinite.</remarks>
public abstract record Mark
{
    private protected Mark(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>What the legend calls it; no entry if empty.</summary>
    public string Name { get; }

    /// <summary>Its colour; the next free series colour by default.</summary>
    public Hue Hue { get; init; }

    private protected static IReadOnlyList<double> Beside(IReadOnlyList<double> first, IReadOnlyList<double> values, string name)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(values, name);
        return first.Count == values.Count
            ? values
            : throw new ArgumentException($"There are {first.Count} places but {values.Count} values in {name}; each place has one.", name);
    }
}
