namespace Kirana.Forecast.Smoothing;

/// <summary>Simple exponential smoothing fitted to a series.</summary>
/// <param name="Alpha">The weight of the newest observation.</param>
/// <param name="InitialLevel">The level before the first observation.</param>
/// <param name="LastLevel">The level after the last one: the forecast.</param>
internal readonly record struct SmoothingFit(double Alpha, double InitialLevel, double LastLevel)
{
    /// <summary>The smallest α looked at, as the reference implementation has it.</summary>
    public const double SmallestAlpha = 1e-4;

    /// <summary>The largest α looked at.</summary>
    public const double LargestAlpha = 0.9999;

    // Far below the last digit of numbers of magnitude 1, and far above the slow denormal ones.
    private const double Negligible = 1e-150;

    /// <summary>Fits a series without gaps, of magnitude about 1.</summary>
    /// <param name="values">The series, at least one value.</param>
    /// <param name="alpha">α, or <see langword="null"/> for the best.</param>
    /// <param name="initialLevel">The level before the first value, or <see langword="null"/> for the best.</param>
    /// <param name="errors">The one-step-ahead errors; as many places as values.</param>
    public static SmoothingFit Of(ReadOnlySpan<double> values, double? alpha, double? initialLevel, Span<double> errors)
    {
        // Less its first value the series starts near the best level, and the closed forms cancel no digits.
        var origin = values[0];
        var weight = alpha ?? BestAlpha(values, errors);
        return Run(values, origin, weight, initialLevel - origin, errors);
    }

    private static double BestAlpha(ReadOnlySpan<double> values, Span<double> changes)
    {
        changes[0] = 0;
        for (var t = 1; t < values.Length; t++)
            changes[t] = values[t] - values[t - 1];
        return SmoothingSearch.BestAlpha(changes);
    }

    /// <summary>See <see cref="SmoothingErrors"/> for a, b and the best initial level.</summary>
    private static SmoothingFit Run(ReadOnlySpan<double> values, double origin, double alpha, double? initialLevel, Span<double> errors)
    {
        var kept = 1 - alpha;
        var (level, share, ab, bb) = (0.0, 1.0, 0.0, 0.0);
        for (var t = 0; t < values.Length; t++)
        {
            var value = values[t] - origin;
            var error = errors[t] = value - level;
            level = Math.FusedMultiplyAdd(kept, level, alpha * value);
            ab = Math.FusedMultiplyAdd(error, share, ab);
            bb = Math.FusedMultiplyAdd(share, share, bb);
            share = share > Negligible ? share * kept : 0;
        }

        var first = initialLevel ?? ab / bb;
        var rest = first;
        for (var t = 0; t < errors.Length && Math.Abs(rest) > Negligible; t++, rest *= kept)
            errors[t] -= rest;
        return new SmoothingFit(alpha, origin + first, origin + level + rest);
    }
}
