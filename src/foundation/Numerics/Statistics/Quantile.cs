namespace Kirana.Numerics.Statistics;

/// <summary>Sample quantiles.</summary>
public static class Quantile
{
    /// <summary>The quantile by linear interpolation between order statistics: type 7 of Hyndman and Fan (1996), the default of R.</summary>
    /// <param name="sortedAscending">The sample in ascending order, at least one value, no NaN. The order is the caller's duty.</param>
    /// <param name="p">The probability, in [0, 1].</param>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> lies outside [0, 1] or is NaN.</exception>
    public static double Of(ReadOnlySpan<double> sortedAscending, double p)
    {
        if (sortedAscending.IsEmpty)
            throw new ArgumentException("An empty sample has no quantile.", nameof(sortedAscending));
        if (!(p is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
        var position = p * (sortedAscending.Length - 1);
        var below = (int)position;
        var low = sortedAscending[below];
        var fraction = position - below;
        // Without the test an infinite neighbour of weight 0 would give NaN.
        return fraction > 0 ? low + fraction * (sortedAscending[below + 1] - low) : low;
    }
}
