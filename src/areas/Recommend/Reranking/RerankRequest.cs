using Kirana.Policies.Bandits;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Recommend.Reranking;

/// <summary>What a list is made from. The spans are borrowed for one call.</summary>
public readonly ref struct RerankRequest
{
    /// <summary>The candidates' indices, each once, best first.</summary>
    public ReadOnlySpan<int> Items { get; init; }

    /// <summary>Their scores, descending.</summary>
    public ReadOnlySpan<float> Scores { get; init; }

    /// <summary>The rules that hold, with what is known of the items.</summary>
    public required ActiveRules Rules { get; init; }

    /// <summary>How alike items are; <see langword="null"/> if it is not known, then lists are not made diverse.</summary>
    public IItemSimilarity? Similarity { get; init; }

    /// <summary>Beside <see cref="Items"/>, how often each was shown of late and not touched, older times counting less; empty for never.</summary>
    public ReadOnlySpan<float> ShownInVain { get; init; }

    /// <summary>The items of the shopper's history, for the mixture of departments; empty if there is none.</summary>
    public ReadOnlySpan<int> History { get; init; }

    /// <summary>How much each event of <see cref="History"/> says, positive.</summary>
    public ReadOnlySpan<float> HistoryWeights { get; init; }

    /// <summary>How little known every item of the rules' traits is, 0 to 1, see <see cref="ItemNovelty"/>; empty if it is not known.</summary>
    public ReadOnlySpan<float> Novelty { get; init; }

    /// <summary>New items to be tried, each once; empty for none.</summary>
    public ReadOnlySpan<int> NewItems { get; init; }

    /// <summary>Beside <see cref="NewItems"/>, what is believed of the chance that showing it succeeds.</summary>
    public ReadOnlySpan<BetaArm> NewChances { get; init; }

    /// <summary>Items that must not be listed, ascending: seen ones, hidden ones.</summary>
    public ReadOnlySpan<int> Excluded { get; init; }

    /// <summary>The seed of what is tried.</summary>
    public ulong Seed { get; init; }
}
