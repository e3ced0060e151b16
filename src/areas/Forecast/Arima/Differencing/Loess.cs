namespace Kirana.Forecast.Arima.Differencing;

/// <summary>Local regression on equally spaced points with tricube weights.</summary>
/// <remarks>Cleveland (1979), as in the smoother of Cleveland, Cleveland, McRae and Terpenning (1990), whose points beyond the window's reach
/// widen it. Fitted at every few points, with straight lines between, as section 5.4 of that paper allows.</remarks>
internal static class Loess
{
    /// <summary>Smooths.</summary>
    /// <param name="values">The points, at 0, 1, ….</param>
    /// <param name="window">q, how many points are near; odd.</param>
    /// <param name="linear">Whether a line is fitted locally, or a constant.</param>
    /// <param name="jump">Every how many points are fitted.</param>
    /// <param name="target">As many places.</param>
    public static void Smooth(ReadOnlySpan<double> values, int window, bool linear, int jump, Span<double> target)
    {
        var count = values.Length;
        jump = Math.Min(jump, count - 1);
        if (count < 2)
        {
            values.CopyTo(target);
            return;
        }

        var last = 0;
        for (var at = 0; at < count; at += jump)
        {
            target[at] = At(values, window, linear, at);
            Bridge(target, last, at);
            last = at;
        }

        if (last == count - 1)
            return;
        target[^1] = At(values, window, linear, count - 1);
        Bridge(target, last, count - 1);
    }

    /// <summary>The local fit at one place, which may lie outside the points.</summary>
    public static double At(ReadOnlySpan<double> values, int window, bool linear, int place)
    {
        var count = values.Length;
        var first = window >= count ? 0 : Math.Clamp(place - window / 2, 0, count - window);
        var last = Math.Min(count, first + window) - 1;
        double reach = Math.Max(place - first, last - place);
        if (window > count)
            reach += (window - count) / 2;
        var (total, mean, level) = (0.0, 0.0, 0.0);
        Span<double> weights = last - first < 512 ? stackalloc double[last - first + 1] : new double[last - first + 1];
        for (var t = first; t <= last; t++)
        {
            double distance = Math.Abs(t - place);
            // The reference implementation takes the nearest thousandth as touching and leaves the farthest out.
            var share = distance / reach;
            var weight = distance > 0.999 * reach ? 0 : distance <= 0.001 * reach ? 1 : Cube(1 - Cube(share));
            weights[t - first] = weight;
            total += weight;
            mean += weight * t;
        }

        if (!(total > 0))
            return values[Math.Clamp(place, 0, count - 1)];
        mean /= total;
        var (squares, slope) = (0.0, 0.0);
        for (var t = first; t <= last; t++)
        {
            var weight = weights[t - first] / total;
            level += weight * values[t];
            squares += weight * (t - mean) * (t - mean);
            slope += weight * (t - mean) * values[t];
        }

        return linear && Math.Sqrt(squares) > 0.001 * (count - 1) ? level + slope / squares * (place - mean) : level;
    }

    private static void Bridge(Span<double> target, int left, int right)
    {
        for (var t = left + 1; t < right; t++)
            target[t] = target[left] + (target[right] - target[left]) * (t - left) / (right - left);
    }

    private static double Cube(double x) => x * x * x;
}
