namespace Kirana.Forecast.Intermittent;

/// <summary>A series cut into buckets of as many steps, the last ending where the series ends, and smoothed.</summary>
/// <param name="Size">Steps in a bucket.</param>
/// <param name="Alpha">The weight of the newest bucket.</param>
/// <param name="Level">The demand expected in a step.</param>
/// <param name="Filled">Steps in the bucket that is being filled.</param>
/// <param name="Sum">What they sold.</param>
/// <param name="Present">How many of them were observed.</param>
internal readonly record struct Buckets(int Size, double Alpha, double Level, int Filled, double Sum, int Present)
{
    /// <summary>The fewest buckets a series is cut into.</summary>
    public const int Fewest = 3;

    /// <summary>The steps between demands of a series to the nearest whole number, but no more than leave <see cref="Fewest"/> buckets.</summary>
    /// <param name="demand">The demand of each step, NaN where missing.</param>
    public static int SizeFor(ReadOnlySpan<double> demand)
    {
        var (present, demands) = (0, 0);
        foreach (var value in demand)
        {
            present += double.IsNaN(value) ? 0 : 1;
            demands += value > 0 ? 1 : 0;
        }

        var interval = demands == 0 ? 1 : (int)Math.Round((double)present / demands);
        return Math.Clamp(interval, 1, Math.Max(1, demand.Length / Fewest));
    }

    /// <summary>The mean demand of a step in each whole bucket, NaN where nothing was observed.</summary>
    /// <param name="demand">The demand of each step.</param>
    /// <param name="size">Steps in a bucket.</param>
    /// <param name="means">At least length / size places.</param>
    /// <returns>The number of buckets.</returns>
    public static int Means(ReadOnlySpan<double> demand, int size, Span<double> means)
    {
        var count = demand.Length / size;
        var t = demand.Length - count * size;
        for (var bucket = 0; bucket < count; bucket++)
        {
            var (sum, present) = (0.0, 0);
            for (var end = t + size; t < end; t++)
            {
                if (double.IsNaN(demand[t]))
                    continue;
                sum += demand[t];
                present++;
            }

            means[bucket] = present == 0 ? double.NaN : sum / present;
        }

        return count;
    }

    /// <summary>After one more step.</summary>
    /// <param name="demand">What was sold, NaN where that is missing.</param>
    public Buckets After(double demand)
    {
        var (sum, present) = double.IsNaN(demand) ? (Sum, Present) : (Models.Magnitude.Finite(Sum + demand), Present + 1);
        if (Filled + 1 < Size)
            return this with { Filled = Filled + 1, Sum = sum, Present = present };
        return new Buckets(Size, Alpha, present == 0 ? Level : Math.FusedMultiplyAdd(Alpha, sum / present - Level, Level), 0, 0, 0);
    }
}
