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

    /// <summary>Fits a series without gaps, of magnitude about 1.</summary>
    /// <param name="values">The series, at least one value.</param>
    /// <param name="alpha">α, or <see langword="null"/> for the best.</param>
    /// <param name="initialLevel">The level before the first value, or <see langword="null"/> for the best.</param>
    /// <param name="errors">The one-step-ahead errors; as many places as values.</param>
    public static SmoothingFit Of(ReadOnlySpan<double> values, double? alpha, double? initialLevel, Span<double> errors)
    {
        // Less its first value the series starts near the best level, and the closed forms cancel no digits.
        var origin = values[0];
        for (var t = 0; t < values.Length; t++)
            errors[t] = values[t] - origin;
        var weight = alpha ?? SmoothingSearch.BestAlpha(errors);
        return Run(errors, weight, origin, initialLevel - origin);
    }

    /// <summary>Turns the centred series in place into its errors; see <see cref="SmoothingErrors"/> for a, b and the level.</summary>
    private static SmoothingFit Run(Span<double> series, double alpha, double origin, double? initialLevel)
    {
        var (level, share, ab, bb) = (0.0, 1.0, 0.0, 0.0);
        foreach (ref var value in series)
        {
            value -= level;
            level = Math.FusedMultiplyAdd(alpha, value, level);
            ab = Math.FusedMultiplyAdd(value, share, ab);
            bb = Math.FusedMultiplyAdd(share, share, bb);
            share = Math.Max(share * (1 - alpha), SmoothingErrors.Negligible);
        }

        var first = initialLevel ?? ab / bb;
        var rest = first;
        foreach (ref var error in series)
        {
            error -= rest;
            rest *= 1 - alpha;
            if (Math.Abs(rest) < SmoothingErrors.Negligible)
                break;
        }

        var last = level + rest;
        return new SmoothingFit(alpha, origin + first, origin + last);
    }
}
