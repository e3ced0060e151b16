namespace Kirana.Operate.Stores;

/// <summary>What lists showed of late and what came of it, by the impressions that were recorded.</summary>
/// <param name="Items">For each item that was shown, to whomever: how often it was shown, and clicked in a list.</param>
/// <param name="Vain">For each user and item: how often it was shown since the user last dealt with it, each time counting half after a week.
/// Ordered by user, then by item.</param>
public sealed record Exposures(IReadOnlyDictionary<string, (long Shown, long Clicked)> Items, IReadOnlyList<(string User, string Item, float Times)> Vain)
{
    /// <summary>For how many days what was shown counts.</summary>
    public const int Days = 30;

    /// <summary>Nothing was shown.</summary>
    public static Exposures None { get; } = new(new Dictionary<string, (long Shown, long Clicked)>(StringComparer.Ordinal), []);
}
