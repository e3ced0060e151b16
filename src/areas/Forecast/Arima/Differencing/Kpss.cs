namespace Kirana.Forecast.Arima.Differencing;

/// <summary>Whether a series has a unit root, by the test whose null hypothesis is that it has none; how many differences take it away.</summary>
/// <remarks>Kwiatkowski, Phillips, Schmidt and Shin (1992): η = Σ S(t)² / (n² s²) with S the sums of the deviations from the mean and s² their
/// long-run variance with Bartlett weights over ⌊3 √n / 13⌋ lags; above 0.463 stationarity is refused at 5 %.</remarks>
internal static class Kpss
{
    private const double Limit = 0.463;

    /// <summary>The number of differences after which stationarity is not refused.</summary>
    /// <param name="values">The series, of magnitude about 1.</param>
    /// <param name="most">At most as many.</param>
    public static int Differences(ReadOnlySpan<double> values, int most)
    {
        using var scratch = new Models.Scratch(values.Length);
        var rest = scratch.Span;
        values.CopyTo(rest);
        for (var d = 0; d < most; d++)
        {
            if (!Refuses(rest))
                return d;
            for (var t = 1; t < rest.Length; t++)
                rest[t - 1] = rest[t] - rest[t - 1];
            rest = rest[..^1];
        }

        return most;
    }

    /// <summary>η.</summary>
    /// <returns>0 for a constant series.</returns>
    public static double Statistic(ReadOnlySpan<double> values)
    {
        if (values.Length < 2 || !values.ContainsAnyExcept(values[0]))
            return 0;
        using var scratch = new Models.Scratch(values.Length);
        var deviations = scratch.Span;
        var mean = 0.0;
        foreach (var value in values)
            mean += value / values.Length;
        var (sum, sums, variance) = (0.0, 0.0, 0.0);
        for (var t = 0; t < values.Length; t++)
        {
            deviations[t] = values[t] - mean;
            sum += deviations[t];
            sums += sum * sum;
        }

        var lags = (int)(3 * Math.Sqrt(values.Length) / 13);
        for (var lag = 0; lag <= lags; lag++)
        {
            var product = 0.0;
            for (var t = lag; t < values.Length; t++)
                product += deviations[t] * deviations[t - lag];
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * product;
        }

        return variance > 0 ? sums / (values.Length * variance) : 0;
    }

    private static bool Refuses(ReadOnlySpan<double> values) => Statistic(values) > Limit;
}
