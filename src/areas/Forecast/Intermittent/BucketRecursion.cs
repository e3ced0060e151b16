using Kirana.Forecast.Models;

namespace Kirana.Forecast.Intermittent;

/// <summary>The plain recursion of one series in buckets of known sizes and weights: errors and last states.</summary>
internal static class BucketRecursion
{
    /// <summary>Runs a series.</summary>
    /// <param name="observed">The observations.</param>
    /// <param name="weights">Sizes of buckets, each with its weight.</param>
    /// <param name="residuals">As many places as observations: observation − forecast, NaN where there is none. A step is forecast from the buckets that
    /// were whole before it.</param>
    /// <returns>The states after the last step, of each size.</returns>
    public static Buckets[] Run(ReadOnlySpan<double> observed, List<(int Size, double Alpha)> weights, Span<double> residuals)
    {
        using var scratch = new Scratch(2 * observed.Length);
        var demand = scratch.Span[..observed.Length];
        var means = scratch.Span[observed.Length..];
        for (var t = 0; t < demand.Length; t++)
            demand[t] = RateRecursion.Cleaned(observed[t]);
        var last = new Buckets[weights.Count];
        residuals.Clear();
        for (var i = 0; i < last.Length; i++)
        {
            var (size, alpha) = weights[i];
            var state = new Buckets(size, alpha, Mean(means[..Buckets.Means(demand, size, means)]), 0, 0, 0);
            var begin = observed.Length % size;
            for (var t = 0; t < demand.Length; t++)
            {
                residuals[t] += state.Level / last.Length;
                if (t >= begin)
                    state = state.After(demand[t]);
            }

            last[i] = state;
        }

        for (var t = 0; t < residuals.Length; t++)
            residuals[t] = double.IsNaN(demand[t]) ? double.NaN : Magnitude.Finite(observed[t] - residuals[t]);
        return last;
    }

    /// <summary>The mean of those that are not missing, by steps that cannot overflow.</summary>
    private static double Mean(ReadOnlySpan<double> values)
    {
        var (mean, count) = (0.0, 0);
        foreach (var value in values)
            if (!double.IsNaN(value))
                mean += (value - mean) / ++count;
        return mean;
    }
}
