using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;

namespace Kirana.Tests.Areas.Recommend.Baskets;

public sealed class BasketGraphTests
{
    private static readonly BasketGraph Plain = new() { Shrinkage = 0, Lift = 0, Pause = TimeSpan.FromMinutes(30) };
    private static readonly long Hour = TimeSpan.MicrosecondsPerHour;

    // Baskets {0, 1}, {0, 1}, {0, 2}, {3}, {2, 3}: the first user came twice.
    private static readonly Interactions Data = Of([(0, 0), (1, 0), (0, 2), (1, 2)], [(0, 0), (2, 0), (3, 5)], [(2, 0), (3, 0)]);

    [Fact]
    public void An_edge_is_the_share_of_baskets_with_the_one_that_hold_the_other()
    {
        var model = Fit(Plain);
        Assert.Equal([1, 2], model.NeighborsOf(0).ToArray());
        Near([2 / 3f, 1 / 3f], model.StrengthsOf(0));
        Near([1], model.StrengthsOf(1));
        // 2 was in a basket with 0 and in one with 3, out of two.
        Near([1 / 2f, 1 / 2f], model.StrengthsOf(2));
    }

    [Fact]
    public void Lift_divides_by_how_often_the_other_is_bought_anyway() =>
        // P(1 | 0) / P(1) = (2/3) / (2/5); P(2 | 0) / P(2) = (1/3) / (2/5).
        Near([2 / 3f / 0.4f, 1 / 3f / 0.4f], Fit(Plain with { Lift = 1 }).StrengthsOf(0));

    [Fact]
    public void Shrinkage_adds_baskets_without_the_pair()
    {
        Near([2 / 5f, 1 / 5f], Fit(Plain with { Shrinkage = 2 }).StrengthsOf(0));
        // P(1) = (2 + 2) / (5 + 2).
        Near([2 / 5f * 7 / 4], Fit(Plain with { Shrinkage = 2, Lift = 1, Neighbors = 1 }).StrengthsOf(0));
    }

    [Fact]
    public void A_longer_pause_joins_baskets()
    {
        // Within six hours the second user bought 0, 2 and 3 together.
        Assert.Contains(3, Fit(Plain with { Pause = TimeSpan.FromHours(6) }).NeighborsOf(0).ToArray());
        Assert.DoesNotContain(3, Fit(Plain).NeighborsOf(0).ToArray());
    }

    [Fact]
    public void A_full_basket_may_say_less_about_each_pair()
    {
        var data = Of([(0, 0), (1, 0)], [(0, 0), (2, 0), (3, 0), (4, 0)]);
        var model = (BasketGraphModel)(Plain with { SizeDamping = 1 }).Fit(data, FitContext.Default);
        // n(0) = 1/2 + 1/4.
        Near([0.5f / 0.75f, 0.25f / 0.75f, 0.25f / 0.75f, 0.25f / 0.75f], model.StrengthsOf(0));
    }

    [Fact]
    public void Kinds_of_event_are_parted_by_their_weight()
    {
        var builder = new InteractionsBuilder();
        foreach (var (item, weight) in new[] { ("pan", 1f), ("lid", 1f), ("poster", 0.1f) })
            builder.Add("ann", item, weight);
        var bought = (BasketGraphModel)(Plain with { LeastWeight = 1 }).Fit(builder.Build(), FitContext.Default);
        Assert.Equal([1], bought.NeighborsOf(0).ToArray());
        var scores = new float[3];
        bought.Score(new Shopper([0, 2], [0.1f, 1], [0, 1], 1), scores);
        Assert.All(scores, score => Assert.Equal(float.NegativeInfinity, score));
    }

    [Fact]
    public void Only_the_latest_basket_of_a_shopper_speaks()
    {
        var shopper = new Shopper([2, 0, 0], [1, 1, 1], [0, 10 * Hour, 10 * Hour], 10 * Hour);
        var scores = new float[4];
        Fit(Plain).Score(shopper, scores);
        Near([float.NegativeInfinity, 2 / 3f, 1 / 3f, float.NegativeInfinity], scores);
        // Of two baskets the older one counts half.
        Fit(Plain with { Baskets = 2 }).Score(shopper, scores);
        Near([0.25f, 2 / 3f, 1 / 3f, 0.25f], scores);
    }

    [Fact]
    public void The_reason_says_what_it_is_bought_or_seen_together_with()
    {
        var shopper = new Shopper([3, 0], [1, 1], [0, 0], 0);
        Assert.Equal(new Reason("bought-together", 3, 0.5f), Fit(Plain).Explain(shopper, 2)[0]);
        Assert.Equal("seen-together", Fit(Plain with { Edge = BasketEdge.Seen }).Explain(shopper, 2)[0].Kind);
    }

    [Fact]
    public void A_clock_that_went_back_does_not_part_a_basket() =>
        Assert.Equal(0, BasketStart([5 * Hour, 3 * Hour, 3 * Hour]));

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(Plain with { Pause = TimeSpan.FromHours(-1), Lift = 2, Shrinkage = double.NaN, Baskets = 0, LongestBasket = 1 }));
        Assert.All(["Pause", "Lift", "Shrinkage", "Baskets", "LongestBasket"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static int BasketStart(long[] times)
    {
        // A shopper whose two first events came later by their clock: all three items speak.
        var scores = new float[4];
        Fit(Plain).Score(new Shopper([0, 1, 3], [1, 1, 1], times, times[^1]), scores);
        return scores.Count(float.IsFinite) == 3 ? 0 : -1;
    }

    private static BasketGraphModel Fit(BasketGraph learner) => (BasketGraphModel)learner.Fit(Data, FitContext.Default);

    private static Interactions Of(params (int Item, int Hour)[][] rows)
    {
        var builder = new InteractionsBuilder(items: new IdMap(["a", "b", "c", "d"]));
        for (var user = 0; user < rows.Length; user++)
            foreach (var (item, hour) in rows[user])
                builder.Add(user, item, 1, hour * Hour);
        return builder.Build();
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
