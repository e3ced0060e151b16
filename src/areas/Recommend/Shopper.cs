using Kirana.Data.Feedback;

namespace Kirana.Recommend;

/// <summary>A shopper as a recommender sees one: what was done, oldest first, and the moment the list is for.</summary>
/// <remarks>The spans are borrowed for one call.</remarks>
public readonly ref struct Shopper
{
    /// <summary>Creates a shopper.</summary>
    /// <param name="items">Indices of the items dealt with, oldest first; repeats allowed.</param>
    /// <param name="weights">How much each event says, positive, beside <paramref name="items"/>.</param>
    /// <param name="times">UTC microseconds of each event, ascending, beside <paramref name="items"/>.</param>
    /// <param name="now">The moment of the request in UTC microseconds.</param>
    public Shopper(ReadOnlySpan<int> items, ReadOnlySpan<float> weights, ReadOnlySpan<long> times, long now)
    {
        if (items.Length != weights.Length || items.Length != times.Length)
            throw new ArgumentException($"A history has one weight and one time for each item: {items.Length} items, {weights.Length} weights, {times.Length} times.");
        Items = items;
        Weights = weights;
        Times = times;
        Now = now;
    }

    /// <summary>Indices of the items dealt with, oldest first.</summary>
    public ReadOnlySpan<int> Items { get; }

    /// <summary>How much each event says, beside <see cref="Items"/>.</summary>
    public ReadOnlySpan<float> Weights { get; }

    /// <summary>UTC microseconds of each event, beside <see cref="Items"/>.</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>The moment of the request in UTC microseconds.</summary>
    public long Now { get; }

    /// <summary>What was looked at or put into the cart; empty by default. Sources go by <see cref="Items"/> alone, features of pairs by both.</summary>
    public Looks Looks { get; init; }

    /// <summary>What was rated, wished for and looked at for how long; empty by default. Features of pairs alone go by it.</summary>
    public Opinions Opinions { get; init; }

    /// <summary>A user of a data set, at the time of the user's last event.</summary>
    /// <param name="interactions">The data set.</param>
    /// <param name="user">The user's index.</param>
    public static Shopper Of(Interactions interactions, int user)
    {
        var times = interactions.TimesOf(user);
        return new Shopper(interactions.ItemsOf(user), interactions.WeightsOf(user), times, times.IsEmpty ? 0 : times[^1]);
    }
}
