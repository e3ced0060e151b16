using System.Runtime.CompilerServices;

namespace Kirana.Learn.Binning;

/// <summary>Chooses the cuts of a numeric feature from a sample.</summary>
/// <remarks>Few distinct values: one bin for each. Many: bins of about equal numbers of rows, where a value that alone fills a bin gets
/// one of its own, so that a spike (such as zero) does not blur its neighbours.</remarks>
internal static class NumericCuts
{
    /// <summary>The cuts between at most <paramref name="maxBins"/> bins.</summary>
    /// <param name="sorted">The sample without NaN, ascending; afterwards its different values and then anything.</param>
    /// <param name="counts">Scratch memory as long as the sample.</param>
    /// <param name="maxBins">The most bins.</param>
    /// <param name="minRows">The fewest rows of the sample in a bin.</param>
    public static float[] Choose(Span<float> sorted, Span<int> counts, int maxBins, int minRows)
    {
        var distinct = Distinct(sorted, counts);
        ReadOnlySpan<float> values = sorted[..distinct];
        return distinct <= maxBins
            ? Between(values, counts[..distinct], minRows)
            : EqualRows(values, counts[..distinct], sorted.Length, maxBins, minRows);
    }

    /// <summary>Moves the different values to the front and counts the rows of each.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Distinct(Span<float> sorted, Span<int> counts)
    {
        var distinct = 0;
        for (int i = 0, first = 0; i < sorted.Length; i++)
        {
            if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i])
                continue;
            (sorted[distinct], counts[distinct]) = (sorted[i], i + 1 - first);
            distinct++;
            first = i + 1;
        }

        return distinct;
    }

    /// <summary>The cuts between different values, ascending, so that every bin has a number of rows.</summary>
    /// <param name="values">The values.</param>
    /// <param name="counts">The rows of each.</param>
    /// <param name="minRows">The fewest rows of a bin.</param>
    public static float[] Between(ReadOnlySpan<float> values, ReadOnlySpan<int> counts, int minRows)
    {
        var cuts = new List<float>(values.Length);
        for (int i = 0, rows = 0; i + 1 < values.Length; i++)
        {
            rows += counts[i];
            if (rows < minRows)
                continue;
            cuts.Add(Middle(values[i], values[i + 1]));
            rows = 0;
        }

        return [.. cuts];
    }

    private static float[] EqualRows(ReadOnlySpan<float> values, ReadOnlySpan<int> counts, int total, int maxBins, int minRows)
    {
        maxBins = Math.Clamp(total / Math.Max(1, minRows), 1, maxBins);
        var heavyFrom = (double)total / maxBins;
        var (lightRows, lightBins) = (total, maxBins);
        foreach (var count in counts)
            if (count >= heavyFrom)
                (lightRows, lightBins) = (lightRows - count, lightBins - 1);

        var cuts = new List<float>(maxBins);
        var target = lightRows / (double)Math.Max(1, lightBins);
        for (int i = 0, rows = 0; i + 1 < values.Length && cuts.Count + 1 < maxBins; i++)
        {
            var heavy = counts[i] >= heavyFrom;
            rows += counts[i];
            if (!heavy)
                lightRows -= counts[i];

            // A heavy value closes the bin before it early, unless that bin would be less than half full.
            var heavyNext = counts[i + 1] >= heavyFrom && rows >= Math.Max(minRows, target / 2);
            if (!heavy && rows < target && !heavyNext)
                continue;
            cuts.Add(Middle(values[i], values[i + 1]));
            rows = 0;
            if (!heavy)
                target = lightRows / (double)Math.Max(1, --lightBins);
        }

        return [.. cuts];
    }

    /// <summary>A finite number m with below ≤ m &lt; above, in the middle where there is room.</summary>
    internal static float Middle(float below, float above)
    {
        var (low, high) = (Math.Max(below, -float.MaxValue), Math.Min(above, float.MaxValue));
        var middle = (float)(low + ((double)high - low) / 2);
        return middle < above ? middle : low;
    }
}
