using Kirana.Numerics.Random;

namespace Kirana.Recommend.Ranking;

/// <summary>The rows that one past request gives: candidates, whether each was bought, and of which list they are.</summary>
/// <param name="width">The number of features.</param>
internal sealed class RequestRows(int width)
{
    /// <summary>Of the candidates not bought, as many at random in all draws, whatever their rank: kept more often at the top, they would teach that low ranks
    /// are bought more often than they are.</summary>
    private const int KeptOthers = 100;

    /// <summary>The features (rows × width).</summary>
    public List<float> Features { get; } = [];

    /// <summary>1 for what was bought, 0 for the rest.</summary>
    public List<float> Labels { get; } = [];

    /// <summary>How much each row weighs if it was bought, beside <see cref="Labels"/>; empty where all weigh alike.</summary>
    public List<float> Weights { get; } = [];

    /// <summary>The number of rows of each list.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>The features of <see cref="Outcomes"/> (rows × width).</summary>
    public List<float> OutcomeFeatures { get; } = [];

    /// <summary>What came of candidates, and how many each stands for.</summary>
    public List<(OutcomeStage Stage, float Weight)> Outcomes { get; } = [];

    /// <summary>Adds what came of all candidates, also of lists of which nothing was bought: chances need to know how often that is.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="reached">How far the shopper went with what was dealt with.</param>
    /// <param name="random">What draws the others.</param>
    public void AddOutcomes(in CandidateSet candidates, IReadOnlyDictionary<int, OutcomeStage> reached, RandomStream random)
    {
        Span<float> row = stackalloc float[width];
        foreach (var item in candidates.Items)
        {
            var stage = reached.GetValueOrDefault(item);
            if (stage == OutcomeStage.None && random.Next(candidates.Items.Length) >= KeptOthers)
                continue;
            candidates.Write(item, row);
            OutcomeFeatures.AddRange(row);
            Outcomes.Add((stage, stage != OutcomeStage.None ? 1 : Math.Max(1, candidates.Items.Length / (float)KeptOthers)));
        }
    }

    /// <summary>Adds one list: all candidates, or those the shopper does not have.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="targets">What was bought, ascending.</param>
    /// <param name="knownToo">Whether what the shopper has may be listed.</param>
    /// <param name="weights">The weight of each item where it was bought; empty where all weigh alike.</param>
    /// <param name="draws">The draws that share the others.</param>
    /// <param name="random">What draws the others.</param>
    public void Add(in CandidateSet candidates, ReadOnlySpan<int> targets, bool knownToo, ReadOnlySpan<float> weights, int draws, RandomStream random)
    {
        if (!HasRelevant(candidates, targets, knownToo))
            return;
        var before = Labels.Count;
        Span<float> row = stackalloc float[width];
        foreach (var item in candidates.Items)
        {
            var isRelevant = targets.BinarySearch(item) >= 0;
            var isKept = isRelevant || random.Next(candidates.Items.Length * draws) < KeptOthers;
            if (!isKept || (!knownToo && candidates.IsKnown(item)))
                continue;
            candidates.Write(item, row);
            Features.AddRange(row);
            Labels.Add(isRelevant ? 1 : 0);
            if (!weights.IsEmpty)
                Weights.Add(weights[item]);
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
