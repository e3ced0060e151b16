using Kirana.Forecast.Models;

namespace Kirana.Forecast.Decomposition;

/// <summary>Splits a series into trend, season and remainder by local regression: the season may change slowly, outliers may be ignored.</summary>
/// <remarks>Cleveland, Cleveland, McRae and Terpenning, "STL: a seasonal-trend decomposition procedure based on loess", Journal of Official
/// Statistics 6 (1990). Equal to R's <c>stl</c> with its jumps set to 1: every step is regressed, none interpolated. Defaults are R's.
/// Of an even number of remainders R 4.2 does not always find the median on which robustness rests; here it is the median.
/// O(n · window) a pass where outliers are ignored, else with a far smaller constant.</remarks>
public sealed record Stl
{
    // A window ten times the series makes a periodic season, as in the reference implementation.
    private const int Periodic = 10;

    /// <summary>The seasons whose same phases are smoothed together, odd, at least 3; by default all, which makes the season periodic.</summary>
    public int? SeasonalWindow { get; init; }

    /// <summary>Whether the seasonal regression is a line instead of a constant; not by default.</summary>
    public bool SeasonalLine { get; init; }

    /// <summary>The steps of the trend's window, odd, at least 3; by default the first odd number from 1.5 m / (1 − 1.5 / seasonal window) on.</summary>
    public int? TrendWindow { get; init; }

    /// <summary>The passes in which trend and season are found from each other, at least 1; 2 by default.</summary>
    public int Passes { get; init; } = 2;

    /// <summary>How often the passes are repeated with steps of a large remainder weighing less; 0 by default, 15 is usual.</summary>
    public int RobustRepeats { get; init; }

    /// <summary>Splits a series.</summary>
    /// <param name="values">The series, finite, longer than two seasons.</param>
    /// <param name="season">Steps in one season, at least 2.</param>
    /// <exception cref="ArgumentException">An option is out of its range, the series is too short, or a value is not finite.</exception>
    public SeasonalDecomposition Decompose(ReadOnlySpan<double> values, int season)
    {
        Check(values, season);
        var trend = new double[values.Length];
        var seasonal = new double[values.Length];
        Decompose(values, season, trend, seasonal);
        var remainder = new double[values.Length];
        for (var t = 0; t < remainder.Length; t++)
            remainder[t] = values[t] - seasonal[t] - trend[t];
        return new SeasonalDecomposition([season], trend, [seasonal], remainder);
    }

    /// <summary>Splits a series that is known to be long enough.</summary>
    internal void Decompose(ReadOnlySpan<double> values, int season, Span<double> trend, Span<double> seasonal)
    {
        var window = SeasonalWindow ?? Periodic * values.Length + 1;
        using var pass = new StlPass(values.Length, season, window, SeasonalWindow is not null && SeasonalLine, TrendLength(window, season));
        using var scratch = new Scratch(2 * values.Length);
        var robustness = scratch.Span[..values.Length];
        var remainder = scratch.Span[values.Length..];
        trend.Clear();
        for (var repeat = 0; repeat <= RobustRepeats; repeat++)
        {
            for (var i = 0; i < Passes; i++)
                pass.Run(values, repeat == 0 ? [] : robustness, trend, seasonal);
            if (repeat == RobustRepeats)
                break;
            for (var t = 0; t < values.Length; t++)
                remainder[t] = Math.Abs(values[t] - trend[t] - seasonal[t]);
            Bisquare(remainder, robustness);
        }

        if (SeasonalWindow is null)
            Average(seasonal, season);
    }

    /// <summary>The same value for the same phase: the mean.</summary>
    private static void Average(Span<double> seasonal, int season)
    {
        for (var phase = 0; phase < season; phase++)
        {
            var (sum, count) = (0.0, 0);
            for (var t = phase; t < seasonal.Length; t += season, count++)
                sum += seasonal[t];
            for (var t = phase; t < seasonal.Length; t += season)
                seasonal[t] = sum / count;
        }
    }

    /// <summary>(1 − (r/h)²)² with h six times the median of r: section 2.6.</summary>
    private static void Bisquare(ReadOnlySpan<double> distances, Span<double> weights)
    {
        distances.CopyTo(weights);
        weights.Sort();
        var reach = 3 * (weights[weights.Length / 2] + weights[(weights.Length - 1) / 2]);
        for (var t = 0; t < weights.Length; t++)
        {
            var ratio = distances[t] / reach;
            var rest = 1 - ratio * ratio;
            weights[t] = distances[t] <= 0.001 * reach ? 1 : distances[t] <= 0.999 * reach ? rest * rest : 0;
        }
    }

    private int TrendLength(int seasonal, int season) => TrendWindow ?? (int)Math.Ceiling(1.5 * season / (1 - 1.5 / seasonal)) | 1;

    private void Check(ReadOnlySpan<double> values, int season)
    {
        var faults = new List<string>();
        CheckOptions(faults);
        if (season is < 2 or > Fitting.LongestSeason)
            faults.Add($"season is {season}; it must lie between 2 and {Fitting.LongestSeason}.");
        else if (values.Length <= 2L * season)
            faults.Add($"The series has {values.Length} values; more than two seasons of {season} are needed.");
        for (var t = 0; t < values.Length; t++)
            if (!double.IsFinite(values[t]))
            {
                faults.Add($"Value {t} is {values[t]}; fill gaps first.");
                break;
            }

        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults));
    }

    private void CheckOptions(List<string> faults)
    {
        if (SeasonalWindow is { } seasonal && (seasonal < 3 || seasonal % 2 == 0))
            faults.Add($"SeasonalWindow is {seasonal}; it must be odd and at least 3.");
        if (TrendWindow is { } trend && (trend < 3 || trend % 2 == 0))
            faults.Add($"TrendWindow is {trend}; it must be odd and at least 3.");
        if (Passes < 1)
            faults.Add($"Passes is {Passes}; it must be at least 1.");
        if (RobustRepeats < 0)
            faults.Add($"RobustRepeats is {RobustRepeats}; it must be 0 or more.");
    }
}
