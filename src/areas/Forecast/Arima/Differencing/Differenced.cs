namespace Kirana.Forecast.Arima.Differencing;

/// <summary>Differences of a series and the way back.</summary>
internal static class Differenced
{
    /// <summary>(1 − B)ᵈ (1 − Bᵐ)ᴰ of a series.</summary>
    /// <returns>As many values less as the differences take.</returns>
    public static double[] Of(ReadOnlySpan<double> values, int differences, int seasonal, int season)
    {
        var work = values.ToArray().AsSpan();
        for (var round = 0; round < seasonal + differences; round++)
        {
            var lag = round < seasonal ? season : 1;
            if (work.Length <= lag)
                return [];
            for (var t = lag; t < work.Length; t++)
                work[t - lag] = work[t] - work[t - lag];
            work = work[..^lag];
        }

        return work.ToArray();
    }

    /// <summary>The taps that bring a series back: y(t) = w(t) + Σ weight · y(t − lag).</summary>
    public static (int Lag, double Weight)[] Taps(int differences, int seasonal, int season)
    {
        var weights = new double[differences + seasonal * season + 1];
        weights[0] = 1;
        for (var round = 0; round < seasonal + differences; round++)
        {
            var lag = round < seasonal ? season : 1;
            for (var k = weights.Length - 1; k >= lag; k--)
                weights[k] -= weights[k - lag];
        }

        return [.. Enumerable.Range(1, weights.Length - 1).Where(k => weights[k] != 0).Select(k => (k, -weights[k]))];
    }
}
