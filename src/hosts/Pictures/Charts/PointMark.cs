namespace Kirana.Pictures.Charts;

/// <summary>Points.</summary>
public sealed record PointMark : Mark
{
    /// <summary>Creates points.</summary>
    /// <param name="name">What the legend calls them.</param>
    /// <param name="x">Places along the x axis.</param>
    /// <param name="y">Places along the y axis.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public PointMark(string name, IReadOnlyList<double> x, IReadOnlyList<double> y) : base(name)
    {
        X = x;
        Y = Beside(x, y, nameof(y));
    }

    /// <summary>Places along the x axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Places along the y axis.</summary>
    public IReadOnlyList<double> Y { get; }
}
