namespace Kirana.Pipelines.Forecast.Details;

/// <summary>A series as the sum of a trend, a season and a rest, to look at.</summary>
/// <remarks>Classical additive decomposition: the trend is the centred moving average over one season, half weights at the ends where
/// that is even; the season the mean of what is left for each of its steps, of mean 0. Makridakis, Wheelwright and Hyndman, "Forecasting:
/// methods and applications" (1998), section 3.4.1. The first and last half season have no trend and no rest: NaN.</remarks>
/// <param name="Trend">The trend.</param>
/// <param name="Season">The season.</param>
/// <param name="Rest">What neither explains.</param>
public sealed record SeriesParts(double[] Trend, double[] Season, double[] Rest)
{
    /// <summary>Parts a series.</summary>
    /// <param name="values">The series; NaN where missing, which the averages pass over.</param>
    /// <param name="season">Steps in one season.</param>
    /// <returns><see langword="null"/> without a season, or with fewer than two.</returns>
    public static SeriesParts? Of(ReadOnlySpan<double> values, int season)
    {
        if (season < 2 || values.Length < 2L * season)
            return null;
        var (trend, seasonal, rest) = (new double[values.Length], new double[values.Length], new double[values.Length]);
        var (sums, counts) = (new double[season], new int[season]);
        for (var t = 0; t < values.Length; t++)
        {
            trend[t] = Average(values, t, season);
            if (!double.IsFinite(values[t] - trend[t]))
                continue;
            sums[t % season] += values[t] - trend[t];
            counts[t % season]++;
        }

        var centre = 0.0;
        for (var phase = 0; phase < season; phase++)
            centre += (sums[phase] /= Math.Max(1, counts[phase])) / season;
        for (var t = 0; t < values.Length; t++)
        {
            seasonal[t] = sums[t % season] - centre;
            rest[t] = values[t] - trend[t] - seasonal[t];
        }

        return new SeriesParts(trend, seasonal, rest);
    }

    private static double Average(ReadOnlySpan<double> values, int middle, int season)
    {
        var half = season / 2;
        if (middle < half || middle + half >= values.Length)
            return double.NaN;
        var (sum, weights) = (0.0, 0.0);
        for (var k = -half; k <= half; k++)
        {
            var weight = season % 2 == 0 && Math.Abs(k) == half ? 0.5 : 1;
            if (!double.IsFinite(values[middle + k]))
                continue;
            sum += weight * values[middle + k];
            weights += weight;
        }

        return weights > 0 ? sum / weights : double.NaN;
    }
}
