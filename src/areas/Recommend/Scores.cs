using Kirana.Data.Feedback;

namespace Kirana.Recommend;

/// <summary>What every <see cref="IRecommender.Score"/> asks of its result.</summary>
internal static class Scores
{
    /// <summary>Checks that there is one place for each item.</summary>
    public static void RequireOnePlaceEach(IdMap items, ReadOnlySpan<float> scores)
    {
        if (scores.Length != items.Count)
            throw new ArgumentException($"Scores need one place for each item: {items.Count} items, {scores.Length} places.", nameof(scores));
    }
}
