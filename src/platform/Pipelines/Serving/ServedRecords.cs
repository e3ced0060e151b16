using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>A shop's records as a server holds them: histories, cards, and directories for searching. Immutable but for what the cards learn.</summary>
internal sealed class ServedRecords
{
    private readonly Dictionary<string, long> _activity;
    private readonly Dictionary<string, long> _purchases = new(StringComparer.Ordinal);

    /// <summary>Makes the directories.</summary>
    /// <param name="contents">What the shop answered.</param>
    /// <param name="weights">The weights of events that the histories were asked by; <see langword="null"/> for purchases alone.</param>
    public ServedRecords(ShopContents contents, IReadOnlyDictionary<string, float>? weights = null)
    {
        Weights = weights;
        Contents = contents;
        Cards = new ItemCards(contents.Catalogue);
        _activity = contents.Users.ToDictionary(user => user.User, user => user.Events, StringComparer.Ordinal);
        var counts = new long[contents.Histories.Items.Count];
        for (var user = 0; user < contents.Histories.UserCount; user++)
            foreach (var item in contents.Histories.ItemsOf(user))
                counts[item]++;
        for (var item = 0; item < counts.Length; item++)
            _purchases.Add(contents.Histories.Items[item], counts[item]);
    }

    /// <summary>Nothing at all, of version −1: older than any shop.</summary>
    public static ServedRecords None { get; } = new(new ShopContents(-1, new InteractionsBuilder().Build(), [], []));

    /// <summary>What the shop answered.</summary>
    public ShopContents Contents { get; }

    /// <summary>The weight of each kind of event in histories; <see langword="null"/> for purchases alone.</summary>
    public IReadOnlyDictionary<string, float>? Weights { get; }

    /// <summary>Whether histories by some weights are these.</summary>
    public bool AreBy(IReadOnlyDictionary<string, float>? weights) =>
        weights is null ? Weights is null : Weights?.Count == weights.Count && weights.All(kind => Weights.TryGetValue(kind.Key, out var own) && own.Equals(kind.Value));

    /// <summary>The catalogue.</summary>
    public ItemCards Cards { get; }

    /// <summary>Events of a user before the snapshot; 0 for a stranger.</summary>
    public long ActivityOf(string user) => _activity.GetValueOrDefault(user);

    /// <summary>Users whose id holds a text, those with most events first.</summary>
    /// <param name="text">The text; case does not matter.</param>
    /// <param name="limit">The most matches.</param>
    /// <param name="live">What came after the snapshot.</param>
    public IReadOnlyList<SearchMatch> FindUsers(string text, int limit, LiveLayer live)
    {
        var found = Contents.Users.Where(user => Holds(user.User, text) && !live.HasForgotten(user.User)).Take(limit)
            .ToDictionary(user => user.User, user => user.Events, StringComparer.Ordinal);
        foreach (var (user, since) in live.Users)
            if (Holds(user, text))
                found[user] = since.Activity + (live.HasForgotten(user) ? 0 : ActivityOf(user));
        return [.. found.OrderByDescending(user => user.Value).ThenBy(user => user.Key, StringComparer.Ordinal).Take(limit)
            .Select(user => new SearchMatch(user.Key, "", user.Value))];
    }

    /// <summary>Goods whose id or title holds a text, the most bought first.</summary>
    /// <param name="text">The text; case does not matter.</param>
    /// <param name="limit">The most matches.</param>
    public IReadOnlyList<SearchMatch> FindItems(string text, int limit) =>
        [.. Cards.All.Where(item => string.Equals(item.Kind, ItemKinds.Product, StringComparison.Ordinal) && (Holds(item.Id, text) || Holds(item.Title, text)))
            .Select(item => new SearchMatch(item.Id, item.Title, _purchases.GetValueOrDefault(item.Id)))
            .OrderByDescending(item => item.Weight).ThenBy(item => item.Id, StringComparer.Ordinal).Take(limit)];

    private static bool Holds(string whole, string text) => whole.Contains(text, StringComparison.OrdinalIgnoreCase);
}
