namespace Kirana.Operate.Stores;

/// <summary>Which events become interactions.</summary>
public sealed record InteractionQuery
{
    /// <summary>The first moment, UTC; unbounded by default.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first moment that no longer counts, UTC; unbounded by default. A purchase taken back or disliked only then still counts.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The weight of each kind of event that counts; purchases with weight 1 by default.</summary>
    /// <remarks>
    /// <para>With <c>rating</c> or <c>review</c> likes and dislikes count: an opinion, a rating or a review with one, above the middle of the shop's scale weighs its kind's
    /// weight × (rating − middle) / (highest − middle), at or below it nothing. Of a user's opinions of an item only the latest holds, and one of the lower half takes
    /// away all the user did with the item up to then. A review without a rating weighs its kind's weight.</para>
    /// <para>A <c>dwell</c> weighs its kind's weight × min(1, seconds / a long look), the upper quartile of the shop's dwells.</para>
    /// </remarks>
    public IReadOnlyDictionary<string, float> Weights { get; init; } =
        new Dictionary<string, float>(StringComparer.Ordinal) { ["purchase"] = 1f };
}
