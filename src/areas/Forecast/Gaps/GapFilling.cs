namespace Kirana.Forecast.Gaps;

/// <summary>Gives every step of a series a number, so that recursions can run through it.</summary>
/// <remarks>A missing observation (NaN or infinite) between two others lies on the straight line between them; at an end the nearest
/// observation is carried. A series without any observation becomes zeros.</remarks>
public static class GapFilling
{
    /// <summary>Copies a series with its gaps filled.</summary>
    /// <param name="values">The observations.</param>
    /// <param name="filled">As many places; every one is finite afterwards.</param>
    /// <returns>The number of observations that were there.</returns>
    /// <exception cref="ArgumentException">There are fewer places than observations.</exception>
    public static int Fill(ReadOnlySpan<double> values, Span<double> filled)
    {
        values.CopyTo(filled);
        var observed = 0;
        var last = -1;
        for (var t = 0; t < filled.Length; t++)
        {
            if (!double.IsFinite(filled[t]))
                continue;
            if (t - last > 1)
                Bridge(filled, last, t);
            last = t;
            observed++;
        }

        if (last < filled.Length - 1)
            filled[(last + 1)..].Fill(last < 0 ? 0 : filled[last]);
        return observed;
    }

    /// <summary>Puts NaN wherever the series has no observation: a gap has no error.</summary>
    internal static void Blank(ReadOnlySpan<double> values, Span<double> errors)
    {
        for (var t = 0; t < values.Length; t++)
            if (!double.IsFinite(values[t]))
                errors[t] = double.NaN;
    }

    private static void Bridge(Span<double> filled, int left, int right)
    {
        if (left < 0)
        {
            filled[..right].Fill(filled[right]);
            return;
        }

        // The weighted form cannot overflow where right − left would.
        double steps = right - left;
        for (var t = left + 1; t < right; t++)
            filled[t] = filled[left] * ((right - t) / steps) + filled[right] * ((t - left) / steps);
    }
}
