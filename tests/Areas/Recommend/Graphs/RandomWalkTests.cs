using Kirana.Data.Fitting;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Recommend.Graphs;

public sealed class RandomWalkTests
{
    private static readonly RandomWalk Plain = new() { Alpha = 1, Beta = 0 };

    // Users' items: {0, 1}, {0, 1, 2}, {0}.
    private static readonly int[][] Baskets = [[0, 1], [0, 1, 2], [0]];

    [Fact]
    public void Weights_are_the_probabilities_of_three_steps()
    {
        // From 0 to one of its three users, then to one of that user's items: 1 by ⅓·½ + ⅓·⅓, 2 by ⅓·⅓.
        var model = Fit(Plain);
        Assert.Equal([1, 2], model.NeighborsOf(0).ToArray());
        Near([5 / 18f, 1 / 9f], model.SimilaritiesOf(0));
        // From 2 to its only user, then to each of three items.
        Near([1 / 3f, 1 / 3f], model.SimilaritiesOf(2));
    }

    [Fact]
    public void Probabilities_leave_the_rest_to_the_item_itself()
    {
        var model = (ItemNeighborsModel)Plain.Fit(MadeData.Of(4, [0, 1, 2], [1, 2, 3], [0, 3]), FitContext.Default);
        Assert.All(Enumerable.Range(0, 4), item => Assert.InRange(model.SimilaritiesOf(item).ToArray().Sum(), 0.3f, 0.7f));
    }

    [Fact]
    public void Beta_takes_popularity_back()
    {
        // 1 has two users, 2 has one: 5/18 / √2 and 1/9.
        Near([5 / 18f / MathF.Sqrt(2), 1 / 9f], Fit(Plain with { Beta = 0.5 }).SimilaritiesOf(0));
    }

    [Fact]
    public void Alpha_bends_every_step() =>
        Near([(1 / MathF.Sqrt(2) + 1 / MathF.Sqrt(3)) / MathF.Sqrt(3), 1 / 3f], Fit(Plain with { Alpha = 0.5 }).SimilaritiesOf(0));

    [Fact]
    public void Of_equal_weights_the_lower_item_stands_first_and_only_the_greatest_are_kept() =>
        Assert.Equal([0], Fit(Plain with { Neighbors = 1 }).NeighborsOf(2).ToArray());

    [Fact]
    public void A_user_of_a_hundred_thousand_events_is_learned_from()
    {
        int[] busy = [.. Enumerable.Range(0, 100_000).Select(e => e % 3000)];
        var model = (ItemNeighborsModel)new RandomWalk { LongestHistory = 100 }.Fit(MadeData.Of(3000, busy, [2998, 2999]), FitContext.Default);
        Assert.Equal(99, model.NeighborsOf(999).Length);
        Assert.Equal(0, model.NeighborsOf(0).Length);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(Plain with { Neighbors = 0, Alpha = -1, Beta = 2 }));
        Assert.All(["Neighbors", "Alpha", "Beta"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static ItemNeighborsModel Fit(RandomWalk learner) => (ItemNeighborsModel)learner.Fit(MadeData.Of(3, Baskets), FitContext.Default);

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], 1e-5f);
    }
}
