namespace Kirana.Forecast.Covariates;

/// <summary>A column of numbers beside a series. Immutable if its lists are.</summary>
public sealed record Covariate
{
    private Covariate(string name, CovariateKind kind, IReadOnlyList<double> values, IReadOnlyList<int> asOf)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        (Name, Kind, Values, AsOf) = (name, kind, values, asOf);
    }

    /// <summary>The name, once in a table.</summary>
    public string Name { get; }

    /// <summary>When it is known.</summary>
    public CovariateKind Kind { get; }

    /// <summary>One value a step from the series' first on, NaN where missing; a single one for <see cref="CovariateKind.Static"/>.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Of <see cref="CovariateKind.PastOnly"/>, for each value the step by whose end it was known, counted from the series' first; else empty.</summary>
    public IReadOnlyList<int> AsOf { get; }

    /// <summary>A value that never changes.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="value">The value, finite.</param>
    public static Covariate Static(string name, double value) => new(name, CovariateKind.Static, [value], []);

    /// <summary>Values known for the horizon too.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One value each step of the history and the horizon.</param>
    public static Covariate KnownAhead(string name, IReadOnlyList<double> values) => new(name, CovariateKind.KnownAhead, values, []);

    /// <summary>Values known after the fact, all equally late.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One value a step, from the series' first on.</param>
    /// <param name="delay">Steps from a value's own to the one by whose end it is known, at least 0; 0 by default.</param>
    public static Covariate PastOnly(string name, IReadOnlyList<double> values, int delay = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        return new Covariate(name, CovariateKind.PastOnly, values, [.. Enumerable.Range(delay, values.Count)]);
    }

    /// <summary>Values known after the fact, each at a time of its own.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="values">One value a step, from the series' first on.</param>
    /// <param name="asOf">For each value the step by whose end it was known, counted from the series' first; not before its own.</param>
    /// <exception cref="ArgumentException">There is not one time for each value, or a value was known before its step.</exception>
    public static Covariate PastOnly(string name, IReadOnlyList<double> values, IReadOnlyList<int> asOf)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(asOf);
        if (asOf.Count != values.Count)
            throw new ArgumentException($"There are {asOf.Count} as-of times for {values.Count} values; one each is expected.", nameof(asOf));
        for (var step = 0; step < asOf.Count; step++)
            if (asOf[step] < step)
                throw new ArgumentException($"The value of step {step} is known as of step {asOf[step]}, before it; if that is so, it is known ahead.", nameof(asOf));
        return new Covariate(name, CovariateKind.PastOnly, values, asOf);
    }
}
