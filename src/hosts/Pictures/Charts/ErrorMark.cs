namespace Kirana.Pictures.Charts;

/// <summary>Intervals across the value axis: upright where x holds the places, lying where the y axis is one of names.</summary>
public sealed record ErrorMark : Mark
{
    /// <summary>Creates intervals.</summary>
    /// <param name="name">What the legend calls them; usually empty.</param>
    /// <param name="places">Where each stands: x, or the index of a name.</param>
    /// <param name="lower">The lower end of each.</param>
    /// <param name="upper">The upper end of each.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public ErrorMark(string name, IReadOnlyList<double> places, IReadOnlyList<double> lower, IReadOnlyList<double> upper) : base(name)
    {
        Places = places;
        Lower = Beside(places, lower, nameof(lower));
        Upper = Beside(places, upper, nameof(upper));
    }

    /// <summary>Where each stands.</summary>
    public IReadOnlyList<double> Places { get; }

    /// <summary>The lower end of each.</summary>
    public IReadOnlyList<double> Lower { get; }

    /// <summary>The upper end of each.</summary>
    public IReadOnlyList<double> Upper { get; }
}
