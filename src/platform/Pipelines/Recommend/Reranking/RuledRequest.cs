using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>Whom a list by rules is for, beside the history.</summary>
internal readonly ref struct RuledRequest
{
    /// <summary>The user; <see langword="null"/> for a stranger and for lists beside an item.</summary>
    public string? User { get; init; }

    /// <summary>Items that must not be listed, by their places in <see cref="ListRules.Items"/>; in any order, repeats allowed.</summary>
    public ReadOnlySpan<int> Excluded { get; init; }

    /// <summary>Whether the popular list alone says what suits.</summary>
    public bool IsPopular { get; init; }

    /// <summary>What says what suits in place of the model, or of the popular list where that speaks alone; over the same items. <see langword="null"/> for these.</summary>
    public IRecommender? Instead { get; init; }

    /// <summary>Whether new items are tried.</summary>
    public bool MayExplore { get; init; }

    /// <summary>The moment, UTC microseconds.</summary>
    public long Now { get; init; }
}
