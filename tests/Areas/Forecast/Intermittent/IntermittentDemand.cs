using Kirana.Data.Series;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Intermittent;

/// <summary>A simulator of products that seldom sell: demand by Bernoulli trials, sizes geometric.</summary>
internal static class IntermittentDemand
{
    public static double[] Simulate(ulong seed, int steps, double probability, double meanSize, double fade = 0)
    {
        var random = new RandomStream(seed, 77);
        var values = new double[steps];
        for (var t = 0; t < steps; t++)
        {
            if (random.NextDouble() >= probability * Math.Pow(1 - fade, t))
                continue;
            values[t] = 1;
            while (random.NextDouble() < 1 - 1 / meanSize)
                values[t]++;
        }

        return values;
    }

    /// <summary>Series of all lengths and shapes a lane may meet.</summary>
    public static TimeSeries[] Mixed(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Made.Named($"s{i}", (i % 7) switch
        {
            0 => new double[10 + i],
            1 => [.. Simulate((ulong)i, 30 + i, 1, 20)],
            2 => [.. Simulate((ulong)i, 84, 0.1, 3).Select((v, t) => t % 11 == 5 ? double.NaN : v)],
            3 => [.. Simulate((ulong)i, 40, 0.4, 2).Select(v => v * 1e200)],
            4 => [.. Simulate((ulong)i, 12, 0.3, 5).Select(v => v * 0.37)],
            5 => [.. Simulate((ulong)i, 100, 0.05, 50).Select((v, t) => t == 3 ? -4 : v)],
            _ => [.. Simulate((ulong)i, 60, 0.25, 4, fade: 0.05)],
        }))];
}
