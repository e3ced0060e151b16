namespace Kirana.Forecast.Intermittent;

/// <summary>Makes few weighted sizes of many.</summary>
internal static class SizeAtoms
{
    // Pairs are looked for one by one only among so many.
    private const int Searched = 128;

    /// <summary>Joins equal sizes, then neighbours that differ least, until few are left.</summary>
    /// <param name="sizes">Ascending; the first places hold the result.</param>
    /// <param name="weights">Their weights, above 0; likewise.</param>
    /// <param name="most">How many may be left, at least 1.</param>
    /// <returns>How many are left.</returns>
    /// <remarks>The pair whose joining adds least to the squared distances within atoms is joined in their mean (Ward 1963). More than 128 sizes are first
    /// joined two by two.</remarks>
    public static int Reduce(double[] sizes, double[] weights, int most)
    {
        var count = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (count > 0 && sizes[i] == sizes[count - 1])
                weights[count - 1] += weights[i];
            else
                (sizes[count], weights[count++]) = (sizes[i], weights[i]);
        }

        while (count > Math.Max(Searched, most))
        {
            var half = 0;
            for (var i = 0; i < count; i += 2)
                (sizes[half], weights[half++]) = i + 1 < count ? Joined(sizes, weights, i) : (sizes[i], weights[i]);
            count = half;
        }

        for (; count > most; count--)
        {
            var (best, least) = (0, double.PositiveInfinity);
            for (var i = 0; i + 1 < count; i++)
            {
                var gap = sizes[i + 1] - sizes[i];
                var cost = weights[i] * weights[i + 1] / (weights[i] + weights[i + 1]) * gap * gap;
                if (cost < least)
                    (best, least) = (i, cost);
            }

            (sizes[best], weights[best]) = Joined(sizes, weights, best);
            sizes.AsSpan(best + 2, count - best - 2).CopyTo(sizes.AsSpan(best + 1));
            weights.AsSpan(best + 2, count - best - 2).CopyTo(weights.AsSpan(best + 1));
        }

        return count;
    }

    private static (double Size, double Weight) Joined(double[] sizes, double[] weights, int left)
    {
        var weight = weights[left] + weights[left + 1];
        return (sizes[left] + weights[left + 1] / weight * (sizes[left + 1] - sizes[left]), weight);
    }
}
