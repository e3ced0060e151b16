using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Numerics.Statistics;

/// <summary>Percentile bootstrap intervals (Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13).</summary>
/// <remarks>Resample r draws from stream r of the seed, so the result is a function of data and seed alone. With fewer than
/// about 20 values the interval is too short (by a factor √((n − 1)/n) for normal data, more for skewed data).</remarks>
public static class Bootstrap
{
    /// <summary>The mean of a sample and its interval.</summary>
    /// <param name="values">The sample, one value per independent unit (user, series, day), no NaN; must not be empty.</param>
    /// <param name="level">The probability that the interval holds the true mean, in (0, 1).</param>
    /// <param name="resamples">The number of resamples, at least 1; 1000 gives limits good to about a tenth of the interval.</param>
    /// <param name="seed">The seed of the resampling.</param>
    /// <exception cref="ArgumentException">The sample is empty or holds NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> or <paramref name="resamples"/> is outside its range.</exception>
    public static Interval MeanInterval(ReadOnlySpan<double> values, double level = 0.95, int resamples = 1000, ulong seed = 1)
    {
        if (values.IsEmpty)
            throw new ArgumentException("An empty sample has no mean.", nameof(values));
        if (!(level is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies in (0, 1).");
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var mean = Sum.Of(values) / values.Length;
        if (double.IsNaN(mean))
            throw new ArgumentException("The sample holds NaN, or infinities of both signs; leave those units out.", nameof(values));

        var means = new double[resamples];
        for (var resample = 0; resample < resamples; resample++)
        {
            var random = new RandomStream(seed, (ulong)resample);
            var sum = 0.0;
            for (var draw = 0; draw < values.Length; draw++)
                sum += values[random.Next(values.Length)];
            means[resample] = sum / values.Length;
        }

        Array.Sort(means);
        var tail = (1 - level) / 2;
        return new Interval(mean, Quantile.Of(means, tail), Quantile.Of(means, 1 - tail));
    }

    /// <summary>The mean of the differences aᵢ − bᵢ of paired samples and its interval; it excludes 0 if a and b differ beyond chance.</summary>
    /// <param name="a">The first sample; unit i is the same as in <paramref name="b"/>.</param>
    /// <param name="b">The second sample, as long as the first.</param>
    /// <param name="level">The probability that the interval holds the true difference, in (0, 1).</param>
    /// <param name="resamples">The number of resamples, at least 1.</param>
    /// <param name="seed">The seed of the resampling.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the samples are empty or hold NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> or <paramref name="resamples"/> is outside its range.</exception>
    public static Interval PairedDifference(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, double level = 0.95, int resamples = 1000, ulong seed = 1)
    {
        Shapes.Equal(a.Length, b.Length, nameof(b));
        var differences = new double[a.Length];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = a[i] - b[i];
        return MeanInterval(differences, level, resamples, seed);
    }
}
