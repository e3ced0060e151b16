namespace Kirana.Pictures.Charts;

/// <summary>The area between a lower and an upper line, such as an interval of a forecast.</summary>
public sealed record BandMark : Mark
{
    /// <summary>Creates a band.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Places along the x axis, ascending.</param>
    /// <param name="lower">The lower bound at each place; a gap where not finite.</param>
    /// <param name="upper">The upper bound at each place; a gap where not finite.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public BandMark(string name, IReadOnlyList<double> x, IReadOnlyList<double> lower, IReadOnlyList<double> upper) : base(name)
    {
        X = x;
        Lower = Beside(x, lower, nameof(lower));
        Upper = Beside(x, upper, nameof(upper));
    }

    /// <summary>Places along the x axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The lower bound at each place.</summary>
    public IReadOnlyList<double> Lower { get; }

    /// <summary>The upper bound at each place.</summary>
    public IReadOnlyList<double> Upper { get; }

    /// <summary>How strongly the area is tinted, between 0 and 1; 0.22 by default. Nested bands add up.</summary>
    public double Strength { get; init; } = 0.22;
}
