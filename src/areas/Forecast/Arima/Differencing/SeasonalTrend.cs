namespace Kirana.Forecast.Arima.Differencing;

/// <summary>Splits a series into season, trend and remainder by local regression.</summary>
/// <remarks>Cleveland, Cleveland, McRae and Terpenning, "STL: a seasonal-trend decomposition procedure based on loess", Journal of Official
/// Statistics 6 (1990), section 2, without the outer loop of robustness: windows n(s) = 11 of degree 0, n(t) = the odd number from
/// 1.5 m / (1 − 1.5 / n(s)) on and n(l) = the odd number from m on, of degree 1; two rounds.</remarks>
internal static class SeasonalTrend
{
    private const int SeasonalWindow = 11;
    private const int Rounds = 2;

    /// <summary>Splits.</summary>
    /// <param name="values">The series, of at least two seasons.</param>
    /// <param name="season">m, at least 2.</param>
    /// <param name="seasonal">As many places.</param>
    /// <param name="trend">As many places.</param>
    public static void Split(ReadOnlySpan<double> values, int season, Span<double> seasonal, Span<double> trend)
    {
        var count = values.Length;
        var trendWindow = Odd((int)Math.Ceiling(1.5 * season / (1 - 1.5 / SeasonalWindow)));
        var lowWindow = Odd(season);
        var cycle = new double[count + 2 * season];
        var low = new double[count + 2 * season];
        var rest = new double[count];
        trend.Clear();
        for (var round = 0; round < Rounds; round++)
        {
            for (var t = 0; t < count; t++)
                rest[t] = values[t] - trend[t];
            Cycles(rest, season, cycle);
            var length = Average(cycle, cycle.Length, season, low);
            length = Average(low, length, season, low);
            length = Average(low, length, 3, low);
            Loess.Smooth(low.AsSpan(0, length), lowWindow, linear: true, Jump(lowWindow), rest);
            for (var t = 0; t < count; t++)
            {
                seasonal[t] = cycle[season + t] - rest[t];
                rest[t] = values[t] - seasonal[t];
            }

            Loess.Smooth(rest, trendWindow, linear: true, Jump(trendWindow), trend);
        }
    }

    /// <summary>Smooths the values of each phase, one season beyond either end.</summary>
    private static void Cycles(double[] values, int season, double[] cycle)
    {
        for (var phase = 0; phase < season; phase++)
        {
            var years = (values.Length - phase + season - 1) / season;
            var (own, smooth) = (new double[years], new double[years]);
            for (var k = 0; k < years; k++)
                own[k] = values[phase + k * season];
            Loess.Smooth(own, SeasonalWindow, linear: false, Jump(SeasonalWindow), smooth);
            for (var k = 0; k < years; k++)
                cycle[phase + (k + 1) * season] = smooth[k];
            cycle[phase] = Loess.At(own, SeasonalWindow, linear: false, -1);
            cycle[phase + (years + 1) * season] = Loess.At(own, SeasonalWindow, linear: false, years);
        }
    }

    /// <summary>A moving average; may be in place.</summary>
    private static int Average(double[] values, int count, int window, double[] target)
    {
        var sum = 0.0;
        for (var t = 0; t < window; t++)
            sum += values[t];
        for (var t = 0; t + window <= count; t++)
        {
            var leaving = values[t];
            target[t] = sum / window;
            if (t + window < count)
                sum += values[t + window] - leaving;
        }

        return count - window + 1;
    }

    private static int Jump(int window) => (window + 9) / 10;

    private static int Odd(int window) => window | 1;
}
