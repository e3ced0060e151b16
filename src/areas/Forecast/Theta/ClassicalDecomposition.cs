namespace Kirana.Forecast.Theta;

/// <summary>Classical multiplicative decomposition: the factor by which each step of the season lies above the trend.</summary>
/// <remarks>The trend is the centred moving average over one season (over m + 1 steps with half weights at the ends where m is even);
/// a factor is the mean of value ÷ trend over its step of the season, and the factors are scaled to mean 1.
/// Makridakis, Wheelwright and Hyndman (1998), section 3.4.2.</remarks>
internal static class ClassicalDecomposition
{
    // A factor this small would blow the adjusted series up: such a season is not multiplicative.
    private const double SmallestFactor = 1e-4;

    /// <summary>Finds the factors.</summary>
    /// <param name="values">A series without gaps, of magnitude about 1, at least two seasons long.</param>
    /// <param name="factors">One place for each step of the season; the first belongs to the first value.</param>
    /// <returns><see langword="false"/> if a factor is not finite or too close to zero to divide by.</returns>
    public static bool TryFindFactors(ReadOnlySpan<double> values, Span<double> factors)
    {
        var season = factors.Length;
        factors.Clear();
        using var scratch = new Models.Scratch(season);
        var counts = scratch.Span;
        counts.Clear();
        var half = season / 2;
        var even = season % 2 == 0;
        var inner = even ? season - 1 : season;
        var (sum, phase) = (0.0, half);
        for (var t = half; t < values.Length - half; t++)
        {
            // The sum slides with the window and is taken anew once a season, so that rounding cannot pile up.
            var first = even ? t - half + 1 : t - half;
            sum = (t - half) % season == 0 ? Sum(values.Slice(first, inner)) : sum + values[first + inner - 1] - values[first - 1];
            var total = even ? sum + 0.5 * (values[t - half] + values[t + half]) : sum;
            factors[phase] += values[t] * season / total;
            counts[phase]++;
            if (++phase == season)
                phase = 0;
        }

        var mean = 0.0;
        for (var i = 0; i < season; i++)
            mean += factors[i] /= counts[i];
        mean /= season;
        foreach (ref var factor in factors)
        {
            factor /= mean;
            if (!double.IsFinite(factor) || Math.Abs(factor) < SmallestFactor)
                return false;
        }

        return true;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
