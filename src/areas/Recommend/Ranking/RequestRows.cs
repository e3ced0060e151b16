using Kirana.Numerics.Random;

namespace Kirana.Recommend.Ranking;

/// <summary>The rows that one past request gives: candidates, whether each was bought, and of which list they are.</summary>
/// <param name="width">The number of features.</param>
internal sealed class RequestRows(int width)
{
    /// <summary>Of the candidates not bought, as many at random, whatever their rank: kept more often at the top, they would teach that low ranks
    /// are bought more often than they are.</summary>
    private const int KeptOthers = 100;

    /// <summary>The features (rows × width).</summary>
    public List<float> Features { get; } = [];

    /// <summary>1 for what was bought, 0 for the rest.</summary>
    public List<float> Labels { get; } = [];

    /// <summary>The number of rows of each list.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>Adds one list: all candidates, or those the shopper does not have.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="targets">What was bought, ascending.</param>
    /// <param name="knownToo">Whether what the shopper has may be listed.</param>
    /// <param name="random">What draws the others.</param>
    public void Add(in CandidateSet candidates, ReadOnlySpan<int> targets, bool knownToo, RandomStream random)
    {
        if (!HasRelevant(candidates, targets, knownToo))
            return;
        var before = Labels.Count;
        Span<float> row = stackalloc float[width];
        foreach (var item in candidates.Items)
        {
            var isRelevant = targets.BinarySearch(item) >= 0;
            var isKept = isRelevant || random.Next(candidates.Items.Length) < KeptOthers;
            if (!isKept || (!knownToo && candidates.IsKnown(item)))
                continue;
            candidates.Write(item, row);
            Features.AddRange(row);
            Labels.Add(isRelevant ? 1 : 0);
        }

        Sizes.Add(Labels.Count - before);
    }

    private static bool HasRelevant(in CandidateSet candidates, ReadOnlySpan<int> targets, bool knownToo)
    {
        foreach (var item in candidates.Items)
            if (targets.BinarySearch(item) >= 0 && (knownToo || !candidates.IsKnown(item)))
                return true;
        return false;
    }
}
