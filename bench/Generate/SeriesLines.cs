using Kirana.Numerics.Random;

namespace Kirana.Bench.Generate;

/// <summary>Daily sales of many made-up items as <c>series,time,value</c>: a level, a trend, a week, a year, and Poisson noise.</summary>
public static class SeriesLines
{
    private static readonly DateOnly First = new(2023, 1, 1);
    private static readonly double[] Week = [0.8, 0.9, 0.95, 1.0, 1.15, 1.3, 0.9];

    public static int Write(Arguments arguments)
    {
        int series = arguments.Number("series", 10_000), days = arguments.Number("days", 730), seed = arguments.Number("seed", 1);
        using var text = new TextBuffer(arguments.Open());
        text.Add("series,time,value\n"u8);
        for (var s = 0; s < series; s++)
        {
            var random = new RandomStream((ulong)seed, (ulong)s);
            var level = Math.Exp(1.2 * random.NextGaussian() + 1);
            var trend = 0.0005 * random.NextGaussian();
            var swing = 0.3 * random.NextDouble();
            var peak = random.NextDouble();
            for (var d = 0; d < days; d++)
            {
                var mean = level * Math.Exp(trend * d) * Week[d % 7] * (1 + swing * Math.Cos(2 * Math.PI * (d / 365.25 - peak)));
                var day = First.AddDays(d);
                text.BeginLine();
                text.Add("s"u8).Add(s).Add(","u8).Add(day.Year).Add("-"u8).AddTwo(day.Month).Add("-"u8).AddTwo(day.Day).Add(","u8).Add(Poisson(mean, ref random)).Add("\n"u8);
            }
        }

        return 0;
    }

    /// <summary>Counts arrivals for small means; a rounded normal is close enough above.</summary>
    private static long Poisson(double mean, ref RandomStream random)
    {
        if (mean > 50)
            return Math.Max(0, (long)Math.Round(mean + Math.Sqrt(mean) * random.NextGaussian()));
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
            count++;
        return count;
    }
}
