namespace Kirana.Pipelines.Serving;

/// <content>Looking for users and items, and at what a user did.</content>
public sealed partial class ShopServing
{
    /// <summary>What a user did, newest first.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="limit">The most lines.</param>
    public IReadOnlyList<HistoryLine> History(string user, int limit)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var (records, live) = (_snapshot.Records, _snapshot.Live);
        if (live.Of(user) is null && (live.HasForgotten(user) || records.ActivityOf(user) == 0))
            return [];
        return [.. Shop.Analysis.UserEvents(user, limit).Select(one =>
            new HistoryLine(one.Time, one.Kind, one.Item, records.Cards.Find(one.Item)?.Title ?? "", one.Quantity, one.Value))];
    }

    /// <summary>Users whose id begins with or holds a text, regardless of case, those with most events first.</summary>
    /// <param name="text">The text; empty for the users with most events.</param>
    /// <param name="limit">The most matches.</param>
    public IReadOnlyList<SearchMatch> FindUsers(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var snapshot = _snapshot;
        return snapshot.Records.FindUsers(text, limit, snapshot.Live);
    }

    /// <summary>Items whose id or title holds a text, regardless of case, the most bought first.</summary>
    /// <param name="text">The text; empty for the most bought.</param>
    /// <param name="limit">The most matches.</param>
    public IReadOnlyList<SearchMatch> FindItems(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _snapshot.Records.FindItems(text, limit);
    }
}
