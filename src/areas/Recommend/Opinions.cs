using System.Buffers;
using Kirana.Data.Feedback;

namespace Kirana.Recommend;

/// <summary>What a shopper said of items, by word or by deed, oldest first: ratings, wishes, and how long was looked. The spans are borrowed for one call; empty by default.</summary>
public readonly ref struct Opinions
{
    /// <summary>Creates opinions.</summary>
    /// <param name="items">Indices of the items, oldest first; repeats allowed.</param>
    /// <param name="codes">What was said, beside <paramref name="items"/>: the <see cref="Opinion.Code"/> of each.</param>
    /// <param name="times">UTC microseconds, ascending, beside <paramref name="items"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Opinions(ReadOnlySpan<int> items, ReadOnlySpan<float> codes, ReadOnlySpan<long> times)
    {
        if (items.Length != codes.Length || items.Length != times.Length)
            throw new ArgumentException($"Opinions have one code and one time for each item: {items.Length} items, {codes.Length} codes, {times.Length} times.");
        Items = items;
        Codes = codes;
        Times = times;
    }

    /// <summary>Indices of the items, oldest first.</summary>
    public ReadOnlySpan<int> Items { get; }

    /// <summary>What was said, beside <see cref="Items"/>; see <see cref="Opinion.Of"/>.</summary>
    public ReadOnlySpan<float> Codes { get; }

    /// <summary>UTC microseconds, beside <see cref="Items"/>.</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>The items that were rated, by their latest rating; of ratings of one moment the highest holds.</summary>
    /// <param name="found">Takes the indices, ascending; as long as <see cref="Items"/>.</param>
    /// <param name="below">Only those rated below it: 0 for what is disliked; all by default.</param>
    /// <returns>How many there are.</returns>
    public int Rated(Span<int> found, float below = float.PositiveInfinity)
    {
        var (items, places) = (ArrayPool<int>.Shared.Rent(Items.Length), ArrayPool<int>.Shared.Rent(Items.Length));
        var rated = 0;
        for (var i = 0; i < Items.Length; i++)
            if (Opinion.Of(Codes[i]).Kind == OpinionKind.Rating)
                (items[rated], places[rated++]) = (Items[i], i);
        items.AsSpan(0, rated).Sort(places.AsSpan(0, rated));
        var count = 0;
        for (var first = 0; first < rated;)
        {
            var (item, latest) = (items[first], places[first]);
            for (; first < rated && items[first] == item; first++)
                if (places[first] is var place && (Times[place] > Times[latest] || (Times[place] == Times[latest] && Codes[place] > Codes[latest])))
                    latest = place;
            if (Opinion.Of(Codes[latest]).Value < below)
                found[count++] = item;
        }

        ArrayPool<int>.Shared.Return(items);
        ArrayPool<int>.Shared.Return(places);
        return count;
    }

    /// <summary>What the shoppers of a data set said, in its own indices.</summary>
    /// <param name="opinions">Events whose weights are codes, over any maps.</param>
    /// <param name="over">The data set.</param>
    /// <returns>A row for each user of the data set; items that it does not know are left out.</returns>
    public static Interactions Over(Interactions opinions, Interactions over) => EventsBeside.Over(opinions, over, float.PositiveInfinity);

    /// <summary>What a user said before a moment.</summary>
    /// <param name="opinions">As <see cref="Over"/> makes them.</param>
    /// <param name="user">The user's row.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    public static Opinions Of(Interactions opinions, int user, long until)
    {
        ArgumentNullException.ThrowIfNull(opinions);
        var count = EventsBeside.CountBefore(opinions.TimesOf(user), until);
        return new Opinions(opinions.ItemsOf(user)[..count], opinions.WeightsOf(user)[..count], opinions.TimesOf(user)[..count]);
    }
}
