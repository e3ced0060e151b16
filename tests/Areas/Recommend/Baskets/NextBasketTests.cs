using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Baskets;

namespace Kirana.Tests.Areas.Recommend.Baskets;

public sealed class NextBasketTests
{
    private static readonly long Day = TimeSpan.MicrosecondsPerDay;
    private static readonly NextBasket Plain = new() { BasketDecay = 0.5, GroupDecay = 0.1, GroupSize = 2, Own = 1 };

    [Fact]
    public void Own_habits_fade_by_basket_and_by_group()
    {
        // Baskets from the latest: {0}, {1} | {0}, {2}: shares 1, ½ | 0.1, 0.05 of four baskets.
        var scores = ScoresOf(Plain, [(2, 0), (0, 1), (1, 2), (0, 3)]);
        Near([1.1f / 4, 0.5f / 4, 0.05f / 4, float.NegativeInfinity], scores);
    }

    [Fact]
    public void A_basket_may_also_fade_with_its_age() =>
        // Asked two days after the only basket, of which half is left by each day.
        Near([0.25f, float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity], ScoresOf(Plain with { DayHalfLife = 1 }, [(0, 1)], now: 3));

    [Fact]
    public void An_item_twice_in_a_basket_is_there_once() =>
        Near([1, 1, float.NegativeInfinity, float.NegativeInfinity], ScoresOf(Plain, [(0, 0), (0, 0), (1, 0)]));

    [Fact]
    public void Neighbours_with_the_same_habits_add_the_mean_of_theirs()
    {
        // The shopper buys 0. Ann bought {0, 3} once; Bob {0} and earlier {2}; Eve only 1, and is no neighbour.
        var data = Of([(0, 9), (3, 9)], [(2, 8), (0, 9)], [(1, 9)]);
        var scores = ScoresOf(Plain with { Own = 0.5, Neighbors = 5 }, [(0, 9)], data: data);
        // Ann's vector: 1, 0, 0, 1. Bob's: ½, 0, ¼, 0.
        Near([0.5f + 0.5f * 0.75f, float.NegativeInfinity, 0.5f * 0.125f, 0.5f * 0.5f], scores);
    }

    [Fact]
    public void Reasons_are_the_own_repeat_and_what_is_shared()
    {
        var model = (Plain with { Own = 0.5 }).Fit(Of([(0, 9), (3, 9)], [(1, 9)]), FitContext.Default);
        var repeat = model.Explain(new Shopper([0], [1], [9 * Day], 9 * Day), 0);
        Assert.Equal(["repeat", "similar-taste"], repeat.Select(reason => reason.Kind).Order(StringComparer.Ordinal));
        Assert.Equal(new Reason("similar-taste", 0, 0.5f), Assert.Single(model.Explain(new Shopper([0], [1], [9 * Day], 9 * Day), 3)));
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => (Plain with { BasketDecay = 0, GroupDecay = 2, GroupSize = 0, Own = -1, DayHalfLife = 0 }).Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["BasketDecay", "GroupDecay", "GroupSize", "Own", "DayHalfLife"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static float[] ScoresOf(NextBasket learner, (int Item, int Day)[] history, Interactions? data = null, int? now = null)
    {
        var scores = new float[4];
        var times = history.Select(one => one.Day * Day).ToArray();
        learner.Fit(data ?? Of([(0, 0)]), FitContext.Default)
            .Score(new Shopper([.. history.Select(one => one.Item)], [.. history.Select(_ => 1f)], times, now * Day ?? times[^1]), scores);
        return scores;
    }

    private static Interactions Of(params (int Item, int Day)[][] rows)
    {
        var builder = new InteractionsBuilder(items: new IdMap(["a", "b", "c", "d"]));
        for (var user = 0; user < rows.Length; user++)
            foreach (var (item, day) in rows[user])
                builder.Add(user, item, 1, day * Day);
        return builder.Build();
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
