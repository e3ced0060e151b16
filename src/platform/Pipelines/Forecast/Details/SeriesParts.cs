using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Gaps;

namespace Kirana.Pipelines.Forecast.Details;

/// <summary>A series as the sum of a trend, a season and a rest, to look at: <see cref="Mstl"/> with outliers left to the rest.</summary>
/// <param name="Trend">The trend.</param>
/// <param name="Season">The season, which may change slowly.</param>
/// <param name="Rest">What neither explains; NaN where the observation is missing.</param>
public sealed record SeriesParts(double[] Trend, double[] Season, double[] Rest)
{
    private const int Repeats = 5;

    /// <summary>Parts a series.</summary>
    /// <param name="values">The series; NaN where missing, which is bridged by a straight line.</param>
    /// <param name="season">Steps in one season.</param>
    /// <returns><see langword="null"/> without a season, or with no more than two.</returns>
    public static SeriesParts? Of(ReadOnlySpan<double> values, int season)
    {
        if (season < 2 || values.Length <= 2L * season)
            return null;
        var filled = new double[values.Length];
        GapFilling.Fill(values, filled);
        var parts = new Mstl { RobustRepeats = Repeats }.Decompose(filled, season);
        for (var t = 0; t < filled.Length; t++)
            if (!double.IsFinite(values[t]))
                parts.Remainder[t] = double.NaN;
        return new SeriesParts(parts.Trend, parts.Seasonal[0], parts.Remainder);
    }
}
