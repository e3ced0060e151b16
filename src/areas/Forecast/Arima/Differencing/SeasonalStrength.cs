namespace Kirana.Forecast.Arima.Differencing;

/// <summary>How much of what a series does about its trend is season.</summary>
/// <remarks>Wang, Smith and Hyndman (2006): F = max(0, 1 − Var(R) / Var(S + R)). Above 0.64 a seasonal difference forecasts better than
/// none, as found on the M3 competition by the authors of R's <c>forecast</c>.</remarks>
internal static class SeasonalStrength
{
    /// <summary>Above this a seasonal difference is taken.</summary>
    public const double Limit = 0.64;

    /// <summary>F.</summary>
    /// <param name="values">The series without gaps, of at least two seasons.</param>
    /// <param name="season">m, at least 2.</param>
    public static double Of(ReadOnlySpan<double> values, int season)
    {
        var (seasonal, trend) = (new double[values.Length], new double[values.Length]);
        SeasonalTrend.Split(values, season, seasonal, trend);
        var rest = new double[values.Length];
        for (var t = 0; t < rest.Length; t++)
            rest[t] = values[t] - trend[t] - seasonal[t];
        var remainder = Variance(rest);
        for (var t = 0; t < rest.Length; t++)
            rest[t] += seasonal[t];
        var both = Variance(rest);
        return both > 0 ? Math.Clamp(1 - remainder / both, 0, 1) : 0;
    }

    private static double Variance(double[] values)
    {
        var (mean, sum) = (0.0, 0.0);
        foreach (var value in values)
            mean += value / values.Length;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum;
    }
}
