using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Reranking;

/// <summary>How little known items are: their self-information −log p(i), p being an item's share of all events (Vargas and Castells, "Rank and
/// relevance in novelty and diversity metrics for recommender systems", RecSys 2011, equation 3), brought to 0 for the best known and 1 for the least.</summary>
public static class ItemNovelty
{
    /// <summary>Works it out of counts.</summary>
    /// <param name="popularity">How often each item was dealt with; what is not positive was never.</param>
    /// <param name="items">The number of items, not less than the counts; those without a count were never dealt with.</param>
    /// <returns>One number for each item, 0 to 1; 1 where it was never dealt with. All 0 where every known item is known alike.</returns>
    public static float[] Of(ReadOnlySpan<float> popularity, int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, popularity.Length);
        var novelty = new float[items];
        Array.Fill(novelty, 1);
        var (least, most) = (float.PositiveInfinity, 0f);
        foreach (var count in popularity)
            if (count > 0 && float.IsFinite(count))
                (least, most) = (Math.Min(least, count), Math.Max(most, count));
        var span = most > 0 ? Elementary.Log((double)most / least) : 0;
        for (var item = 0; item < popularity.Length; item++)
            if (popularity[item] > 0)
                novelty[item] = span > 0 ? (float)Math.Clamp(Elementary.Log((double)most / popularity[item]) / span, 0, 1) : 0;
        return novelty;
    }
}
