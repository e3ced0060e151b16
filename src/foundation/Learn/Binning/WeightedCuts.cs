namespace Kirana.Learn.Binning;

/// <summary>Chooses the cuts of a numeric feature from a summary of its weighted values.</summary>
/// <remarks>The rules of <see cref="NumericCuts"/> with weight in place of rows, which are the same where every row weighs 1 and the summary is
/// exact.</remarks>
internal static class WeightedCuts
{
    /// <summary>How many times finer than the bins the ranks are known.</summary>
    private const int Finer = 8;

    /// <summary>The error that a sketch for so many bins may have.</summary>
    public static double ErrorFor(int maxBins) => Math.Max(1e-5, 1.0 / (Finer * (double)maxBins));

    /// <summary>The cuts between at most <paramref name="maxBins"/> bins.</summary>
    /// <param name="summary">The values that are there.</param>
    /// <param name="maxBins">The most bins.</param>
    /// <param name="least">The least weight of a bin.</param>
    public static float[] Choose(QuantileSummary summary, int maxBins, double least)
    {
        var entries = summary.Entries;
        var masses = new double[entries.Length];
        for (var i = 0; i < masses.Length; i++)
            masses[i] = UpTo(entries[i]) - (i == 0 ? 0 : UpTo(entries[i - 1]));
        return entries.Length <= maxBins ? Between(entries, masses, least) : EqualWeights(entries, masses, summary.Weight, maxBins, least);
    }

    /// <summary>The weight of all values up to an entry: the middle between its bounds.</summary>
    private static double UpTo(in SummaryEntry entry) => (entry.Least + entry.UpTo) / 2;

    private static float[] Between(ReadOnlySpan<SummaryEntry> entries, double[] masses, double least)
    {
        var cuts = new List<float>(entries.Length);
        var weight = 0.0;
        for (var i = 0; i + 1 < entries.Length; i++)
        {
            weight += masses[i];
            if (weight < least)
                continue;
            cuts.Add(NumericCuts.Middle(entries[i].Value, entries[i + 1].Value));
            weight = 0;
        }

        return [.. cuts];
    }

    private static float[] EqualWeights(ReadOnlySpan<SummaryEntry> entries, double[] masses, double total, int maxBins, double least)
    {
        maxBins = (int)Math.Clamp(total / least, 1, maxBins);
        // A value is heavy by its own weight; what lies between two entries may be many values.
        var heavyFrom = total / maxBins;
        var (lightWeight, lightBins) = (total, maxBins);
        for (var i = 0; i < masses.Length; i++)
            if (entries[i].Weight >= heavyFrom)
                (lightWeight, lightBins) = (lightWeight - masses[i], lightBins - 1);

        var cuts = new List<float>(maxBins);
        var (target, weight) = (lightWeight / Math.Max(1, lightBins), 0.0);
        for (var i = 0; i + 1 < masses.Length && cuts.Count + 1 < maxBins; i++)
        {
            var heavy = entries[i].Weight >= heavyFrom;
            weight += masses[i];
            if (!heavy)
                lightWeight -= masses[i];

            // A heavy value closes the bin before it early, unless that bin would be less than half full.
            var heavyNext = entries[i + 1].Weight >= heavyFrom && weight >= Math.Max(least, target / 2);
            if (!heavy && weight < target && !heavyNext)
                continue;
            cuts.Add(NumericCuts.Middle(entries[i].Value, entries[i + 1].Value));
            weight = 0;
            if (!heavy)
                target = lightWeight / Math.Max(1, --lightBins);
        }

        return [.. cuts];
    }
}
