using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend;
using Kirana.Recommend.Popularity;

namespace Kirana.Pipelines.Serving;

/// <summary>What is popular lately with the customers of a shop, purchase by purchase: the list for visitors and for places that the model leaves empty.</summary>
/// <remarks>
/// <para>A customer counts once for an item, at the time of the latest purchase: one who orders it every week is one vote. Behind what was bought lately follows
/// what was bought at all, in the order of the trained popular list.</para>
/// <para>One writer at a time; readers never wait and allocate nothing.</para>
/// </remarks>
internal sealed class LivePopularity : IRecommender
{
    /// <summary>What is counted, also where the list is measured.</summary>
    public static readonly RecencyPopular Learner = new() { Measure = PopularityMeasure.Users };

    private readonly Interactions _histories;
    private readonly IRecommender _behind;
    private readonly float[] _ever;
    private readonly PopularityStream _stream;

    /// <summary>When a customer who bought since the histories were read bought an item the last time.</summary>
    private readonly Dictionary<(string User, int Item), long> _since = [];

    /// <summary>Counts what the histories hold.</summary>
    /// <param name="behind">The trained popular list, over the items of the lists.</param>
    /// <param name="histories">Who bought what.</param>
    /// <param name="now">The moment in UTC microseconds: what is dated later counts little more than what happens now.</param>
    public LivePopularity(IRecommender behind, Interactions histories, long now)
    {
        (_behind, _histories, _ever) = (behind, histories, new float[behind.Items.Count]);
        behind.Score(default, _ever);
        foreach (ref var score in _ever.AsSpan())
            score = float.IsNegativeInfinity(score) ? score : -1 / (1 + score);
        var newest = long.MinValue;
        for (var user = 0; user < histories.UserCount; user++)
            if (histories.TimesOf(user) is { IsEmpty: false } times)
                newest = Math.Max(newest, times[^1]);
        _stream = new PopularityStream(Learner, behind.Items, newest == long.MinValue ? now : Math.Min(newest, now));
        var places = PlacesOf(histories.Items);
        var counted = new int[histories.ItemCount];
        for (var user = 0; user < histories.UserCount; user++)
            for (var e = histories.ItemsOf(user).Length - 1; e >= 0; e--)
                if (histories.ItemsOf(user)[e] is var item && counted[item] != user + 1)
                {
                    counted[item] = user + 1;
                    if (places[item] >= 0)
                        _stream.Add(places[item], 1, histories.TimesOf(user)[e]);
                }
    }

    /// <inheritdoc/>
    public string Kind => _stream.Kind;

    /// <inheritdoc/>
    public IdMap Items => _stream.Items;

    /// <summary>Takes what a live layer holds beyond the histories.</summary>
    public void Take(LiveLayer live)
    {
        foreach (var user in live.Forgotten)
            Forget(user, wasForgotten: false, []);
        foreach (var (user, history) in live.Users)
            foreach (ref readonly var one in history.Events)
                Count(user, live.HasForgotten(user), one);
    }

    /// <summary>Takes an event of a customer.</summary>
    /// <param name="user">The customer.</param>
    /// <param name="isForgotten">Whether the histories of the customer are not counted any more.</param>
    /// <param name="one">The event; only a purchase counts.</param>
    public void Count(string user, bool isForgotten, in LiveEvent one)
    {
        if (one.IsVisit || !Items.TryGetIndex(one.Item, out var item))
            return;
        if (TimeOf(user, isForgotten, item) is { } before)
        {
            if (before >= one.Time)
                return;
            _stream.Remove(item, 1, before);
        }

        _stream.Add(item, 1, one.Time);
        _since[(user, item)] = one.Time;
    }

    /// <summary>Takes out what a person bought.</summary>
    /// <param name="user">The person.</param>
    /// <param name="wasForgotten">Whether the histories of the person were not counted any more.</param>
    /// <param name="since">What came after the histories.</param>
    public void Forget(string user, bool wasForgotten, ReadOnlySpan<LiveEvent> since)
    {
        var bought = new HashSet<int>();
        if (!wasForgotten && _histories.Users.TryGetIndex(user, out var row))
            foreach (var item in _histories.ItemsOf(row))
                if (Items.TryGetIndex(_histories.Items[item], out var place))
                    bought.Add(place);
        foreach (ref readonly var one in since)
            if (!one.IsVisit && Items.TryGetIndex(one.Item, out var place))
                bought.Add(place);
        foreach (var item in bought)
        {
            _stream.Remove(item, 1, TimeOf(user, wasForgotten, item)!.Value);
            _since.Remove((user, item));
        }
    }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        _stream.Score(shopper, scores);
        for (var item = 0; item < scores.Length; item++)
            if (float.IsNegativeInfinity(scores[item]))
                scores[item] = _ever[item];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => _stream.Explain(shopper, item) is { Count: > 0 } lately ? lately : _behind.Explain(shopper, item);

    /// <inheritdoc/>
    public void Save(ModelWriter writer) => _stream.Save(writer);

    /// <summary>The time a customer counts at for an item; <see langword="null"/> if the customer does not.</summary>
    private long? TimeOf(string user, bool isForgotten, int item)
    {
        if (_since.TryGetValue((user, item), out var time))
            return time;
        return !isForgotten && _histories.Users.TryGetIndex(user, out var row) && _histories.Items.TryGetIndex(Items[item], out var own)
            && _histories.ItemsOf(row).LastIndexOf(own) is >= 0 and var last ? _histories.TimesOf(row)[last] : null;
    }

    private int[] PlacesOf(IdMap items)
    {
        var places = new int[items.Count];
        for (var item = 0; item < places.Length; item++)
            places[item] = Items.TryGetIndex(items[item], out var place) ? place : -1;
        return places;
    }
}
