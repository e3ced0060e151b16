namespace Kirana.Forecast.Decomposition;

/// <summary>Splits a series with several seasons: <see cref="Stl"/> for each in turn, on what the others leave, over and over.</summary>
/// <remarks>Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple seasonal patterns"
/// (2021), algorithm 1. Equal to R's <c>mstl</c> with its jumps set to 1. The shortest season first, whose window is the narrowest.</remarks>
public sealed record Mstl
{
    /// <summary>The seasonal windows, odd, at least 3: the shortest season's first, the last for all further ones; by default 11, 15, 19, …</summary>
    public IReadOnlyList<int> SeasonalWindows { get; init; } = [];

    /// <summary>The rounds over all seasons, at least 1; 2 by default. One season needs one round.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>How often each decomposition is repeated with outliers weighing less; see <see cref="Stl.RobustRepeats"/>. 0 by default.</summary>
    public int RobustRepeats { get; init; }

    /// <summary>Splits a series.</summary>
    /// <param name="values">The series, finite, longer than two of the longest season.</param>
    /// <param name="seasons">The seasons in steps, at least one, each at least 2.</param>
    /// <exception cref="ArgumentException">An option is out of its range, the series is too short, or a value is not finite.</exception>
    public SeasonalDecomposition Decompose(ReadOnlySpan<double> values, params IReadOnlyList<int> seasons)
    {
        ArgumentNullException.ThrowIfNull(seasons);
        Check();
        if (seasons.Count == 0)
            throw new ArgumentException("At least one season is expected.", nameof(seasons));
        int[] ordered = [.. seasons.Distinct().Order()];
        var rest = values.ToArray();
        var seasonal = Array.ConvertAll(ordered, _ => new double[rest.Length]);
        double[] trend = [];
        for (var round = 0; round < (ordered.Length == 1 ? 1 : Rounds); round++)
            for (var i = 0; i < ordered.Length; i++)
            {
                for (var t = 0; t < rest.Length; t++)
                    rest[t] += seasonal[i][t];
                var part = Single(i).Decompose(rest, ordered[i]);
                (trend, seasonal[i]) = (part.Trend, part.Seasonal[0]);
                for (var t = 0; t < rest.Length; t++)
                    rest[t] -= seasonal[i][t];
            }

        for (var t = 0; t < rest.Length; t++)
            rest[t] -= trend[t];
        return new SeasonalDecomposition(ordered, trend, seasonal, rest);
    }

    internal void Check()
    {
        var faults = new List<string>();
        foreach (var window in SeasonalWindows)
            if (window < 3 || window % 2 == 0)
                faults.Add($"SeasonalWindows holds {window}; a window must be odd and at least 3.");
        if (Rounds < 1)
            faults.Add($"Rounds is {Rounds}; it must be at least 1.");
        if (RobustRepeats < 0)
            faults.Add($"RobustRepeats is {RobustRepeats}; it must be 0 or more.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }

    // R takes one pass where it is robust, two where not.
    private Stl Single(int place) => new()
    {
        SeasonalWindow = SeasonalWindows.Count == 0 ? 11 + 4 * place : SeasonalWindows[Math.Min(place, SeasonalWindows.Count - 1)],
        Passes = RobustRepeats > 0 ? 1 : 2,
        RobustRepeats = RobustRepeats,
    };
}
