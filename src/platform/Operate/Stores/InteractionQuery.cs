namespace Kirana.Operate.Stores;

/// <summary>Which events become interactions.</summary>
public sealed record InteractionQuery
{
    /// <summary>The first moment, UTC; unbounded by default.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The first moment that no longer counts, UTC; unbounded by default. A purchase taken back only then still counts.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The weight of each kind of event that counts; purchases with weight 1 by default.</summary>
    public IReadOnlyDictionary<string, float> Weights { get; init; } =
        new Dictionary<string, float>(StringComparer.Ordinal) { ["purchase"] = 1f };
}
