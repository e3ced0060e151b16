using Kirana.Data.Feedback;
using Kirana.Recommend.Ranking;

namespace Kirana.Recommend;

/// <summary>What a shopper did with items besides buying them, oldest first. The spans are borrowed for one call; empty by default.</summary>
public readonly ref struct Looks
{
    /// <summary>Creates looks.</summary>
    /// <param name="items">Indices of the items, oldest first; repeats allowed.</param>
    /// <param name="stages">How far the shopper went, beside <paramref name="items"/>: 1 a look, 2 the cart.</param>
    /// <param name="times">UTC microseconds, ascending, beside <paramref name="items"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Looks(ReadOnlySpan<int> items, ReadOnlySpan<float> stages, ReadOnlySpan<long> times)
    {
        if (items.Length != stages.Length || items.Length != times.Length)
            throw new ArgumentException($"Looks have one stage and one time for each item: {items.Length} items, {stages.Length} stages, {times.Length} times.");
        Items = items;
        Stages = stages;
        Times = times;
    }

    /// <summary>Indices of the items, oldest first.</summary>
    public ReadOnlySpan<int> Items { get; }

    /// <summary>How far the shopper went, beside <see cref="Items"/>.</summary>
    public ReadOnlySpan<float> Stages { get; }

    /// <summary>UTC microseconds, beside <see cref="Items"/>.</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>What the shoppers of a data set did besides buying, in its own indices.</summary>
    /// <param name="stages">Events whose weights are stages, over any maps; see <see cref="RankedSources.Stages"/>.</param>
    /// <param name="over">The data set.</param>
    /// <returns>A row for each user of the data set; purchases, and items that it does not know, are left out.</returns>
    public static Interactions Over(Interactions stages, Interactions over) => EventsBeside.Over(stages, over, (int)OutcomeStage.Purchase);

    /// <summary>What a user did before a moment.</summary>
    /// <param name="looks">As <see cref="Over"/> makes them.</param>
    /// <param name="user">The user's row.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    public static Looks Of(Interactions looks, int user, long until)
    {
        ArgumentNullException.ThrowIfNull(looks);
        var count = EventsBeside.CountBefore(looks.TimesOf(user), until);
        return new Looks(looks.ItemsOf(user)[..count], looks.WeightsOf(user)[..count], looks.TimesOf(user)[..count]);
    }
}
