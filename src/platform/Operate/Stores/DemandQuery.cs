using Kirana.Data.Series;

namespace Kirana.Operate.Stores;

/// <summary>Which demand is asked for.</summary>
public sealed record DemandQuery
{
    /// <summary>What a series adds up; one item by default.</summary>
    public DemandLevel Level { get; init; } = DemandLevel.Item;

    /// <summary><see cref="Step.Day"/> (default) or <see cref="Step.Week"/>; weeks begin on the shop's first day of the week and only whole weeks count.</summary>
    public Step Step { get; init; } = Step.Day;

    /// <summary>The first day that no longer counts, in the shop's calendar; after the last event by default. Returns on or after it do
    /// not lower the demand before it: the answer is what was known then.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>One item only; all by default.</summary>
    public string? Item { get; init; }

    /// <summary>One location only; all by default.</summary>
    public string? Location { get; init; }
}
