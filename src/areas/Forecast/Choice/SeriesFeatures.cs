using Kirana.Forecast.Gaps;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Choice;

/// <summary>A few numbers that say which methods suit a series.</summary>
/// <remarks>Strengths of season and trend are 1 − var(remainder) / var(remainder + component), of the additive decomposition by a centred
/// moving average over a season (three steps without one): Wang, Smith and Hyndman, "Characteristic-based clustering for time series data", Data
/// Mining and Knowledge Discovery 13 (2006). Beside these the first autocorrelation of the remainder (of the differences without a season),
/// the logarithm of the length in seasons, the share of zeros, and the squared coefficient of variation of the others, at most 2. O(n).</remarks>
internal static class SeriesFeatures
{
    /// <summary>The number of features, the first of which is the constant 1.</summary>
    public const int Count = 7;

    private const double LargestVariation = 2;

    /// <summary>Describes a series.</summary>
    /// <param name="observations">The observations; NaN where missing. May be empty.</param>
    /// <param name="season">Steps in one season, 1 for none.</param>
    /// <returns>Finite numbers.</returns>
    public static double[] Of(ReadOnlySpan<double> observations, int season)
    {
        var features = new double[Count];
        features[0] = 1;
        features[4] = Elementary.Log((observations.Length + 1.0) / season);
        if (observations.IsEmpty)
            return features;
        using var scratch = new Scratch(observations.Length);
        var values = scratch.Span;
        GapFilling.Fill(observations, values);
        Magnitude.Normalise(values);
        (features[5], features[6]) = Demand(values);
        if (values.Length > 2L * season && values.Length > 4)
            (features[1], features[2], features[3]) = Strengths(values, season);
        return features;
    }

    private static (double Zeros, double Variation) Demand(ReadOnlySpan<double> values)
    {
        var (zeros, sum, squares) = (0, 0.0, 0.0);
        foreach (var value in values)
        {
            zeros += value == 0 ? 1 : 0;
            sum += value;
            squares += value * value;
        }

        double sizes = values.Length - zeros;
        var variation = sum == 0 ? 0 : squares * sizes / (sum * sum) - 1;
        return (zeros / (double)values.Length, Math.Clamp(variation, 0, LargestVariation));
    }

    private static (double Season, double Trend, double Correlation) Strengths(ReadOnlySpan<double> values, int season)
    {
        var window = season == 1 ? 3 : season;
        var half = window / 2;
        var count = values.Length - 2 * half;
        using var scratch = new Scratch(2 * count + season);
        var trend = scratch.Span[..count];
        var rest = scratch.Span.Slice(count, count);
        var phases = scratch.Span[(2 * count)..];
        for (var t = 0; t < count; t++)
        {
            // Taken anew each time for short windows, so that rounding cannot pile up; an even one has half weights at its ends.
            var around = values.Slice(t, 2 * half + 1);
            trend[t] = window % 2 == 1 ? Sum.Of(around) / window : (Sum.Of(around) - 0.5 * (around[0] + around[^1])) / window;
            rest[t] = values[t + half] - trend[t];
        }

        var seasonal = Variance(rest);
        if (season > 1)
        {
            phases.Clear();
            for (var t = 0; t < count; t++)
                phases[t % season] += rest[t];
            for (var t = 0; t < count; t++)
                rest[t] -= phases[t % season] / ((count - 1 - t % season) / season + 1);
        }

        var remainder = Variance(rest);
        var correlation = season == 1 ? ChangeCorrelation(values) : Correlation(rest);
        for (var t = 0; t < count; t++)
            trend[t] += rest[t];
        return (season == 1 ? 0 : Strength(remainder, seasonal), Strength(remainder, Variance(trend)), correlation);
    }

    private static double Strength(double remainder, double whole) => whole > 0 ? Math.Clamp(1 - remainder / whole, 0, 1) : 0;

    private static double Variance(ReadOnlySpan<double> values)
    {
        var mean = Sum.Of(values) / values.Length;
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum / values.Length;
    }

    private static double ChangeCorrelation(ReadOnlySpan<double> values)
    {
        using var scratch = new Scratch(values.Length - 1);
        for (var t = 1; t < values.Length; t++)
            scratch.Span[t - 1] = values[t] - values[t - 1];
        return Correlation(scratch.Span);
    }

    private static double Correlation(ReadOnlySpan<double> values)
    {
        var mean = Sum.Of(values) / values.Length;
        var (lagged, own) = (0.0, 0.0);
        for (var t = 0; t < values.Length; t++)
        {
            own += (values[t] - mean) * (values[t] - mean);
            lagged += t == 0 ? 0 : (values[t] - mean) * (values[t - 1] - mean);
        }

        return own > 0 ? lagged / own : 0;
    }
}
