namespace Kirana.Pictures.Charts;

/// <summary>A line through points in the order given.</summary>
public sealed record LineMark : Mark
{
    /// <summary>Creates a line.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Places along the x axis.</param>
    /// <param name="y">The value at each place; a gap where not finite.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public LineMark(string name, IReadOnlyList<double> x, IReadOnlyList<double> y) : base(name)
    {
        X = x;
        Y = Beside(x, y, nameof(y));
    }

    /// <summary>Places along the x axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The value at each place.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Whether the line is broken, as for a baseline; solid by default.</summary>
    public bool Dashed { get; init; }
}
