using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <content>Lists.</content>
public sealed partial class ShopServing
{
    private const string None = "none";

    /// <summary>A list for a user. An unknown one gets the popular list; without a model it is empty and degraded.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public ServedList Recommend(string user, RecommendOptions options)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Recommend(user, [], [], null, options);
    }

    /// <summary>A list for the visit under way.</summary>
    /// <param name="session">Who, and what happened in the visit. <see cref="VisitWeights"/> says how much each kind of event counts; what
    /// was bought or put into the cart is not listed, unless bought items may be.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public ServedList Recommend(SessionRequest session, RecommendOptions options)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Recommend(session.User, session.Events, session.Exclude, session.Context, options);
    }

    /// <summary>Items that go with an item.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="options">How the list is to be.</param>
    /// <exception cref="KeyNotFoundException">The shop does not know the item; the message names near matches.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The list is to have less than one item.</exception>
    public ServedList Similar(string item, RecommendOptions options)
    {
        ArgumentNullException.ThrowIfNull(item);
        var snapshot = _snapshot;
        if (snapshot.Lists is { } lists)
        {
            var items = lists.Beside(item, Microseconds.Of(_clock.GetUtcNow()), options, out var note);
            return Served(item, lists.Label, note, items);
        }

        return snapshot.Records.Cards.Knows(item) ? Empty(item, snapshot, options) : throw snapshot.Records.Cards.Unknown(item);
    }

    /// <summary>What became of an item that was shown, looked at and bought; <see langword="null"/> if it is not known.</summary>
    /// <param name="item">The item's id.</param>
    public ItemPerformance? PerformanceOf(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _snapshot.Lists?.Recommender.PerformanceOf(item);
    }

    private ServedList Recommend(string? user, IReadOnlyList<SessionEvent> visit, IReadOnlyList<string> exclude, VisitorContext? context, RecommendOptions options)
    {
        var snapshot = _snapshot;
        if (snapshot.Lists is not { } lists)
            return Empty(user ?? "", snapshot, options);
        return Recommend(snapshot, lists, user, visit, exclude, options, Microseconds.Of(_clock.GetUtcNow()), context);
    }

    private ServedList Recommend(
        ServingSnapshot snapshot, ShopLists lists, string? user, IReadOnlyList<SessionEvent> visit, IReadOnlyList<string> exclude, RecommendOptions options, long now, VisitorContext? context = null)
    {
        var since = user is null ? null : snapshot.Live.Of(user);
        var items = lists.For(
            new ListedShopper
            {
                User = user, IsForgotten = user is not null && snapshot.Live.HasForgotten(user), Since = since is null ? [] : since.Events,
                Visit = visit, Exclude = exclude, Now = now, Context = context,
            }, options, out var note);
        return Served(user ?? "", lists.Label, note, items);
    }

    private ServedList Empty(string subject, ServingSnapshot snapshot, RecommendOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        var problem = snapshot.State.Problems.FirstOrDefault(problem => problem.Area is RecommendTraining.Area);
        return Served(subject, None, problem?.Message ?? RecommendTraining.NoModel, []);
    }

    private ServedList Served(string subject, string model, string? note, IReadOnlyList<RecommendedItem> items) =>
        new(Guid.CreateVersion7(_clock.GetUtcNow()).ToString(), subject, model, note is not null, note, items);
}
