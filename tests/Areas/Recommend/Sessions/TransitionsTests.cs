using Kirana.Data.Fitting;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Sessions;

namespace Kirana.Tests.Areas.Recommend.Sessions;

public sealed class TransitionsTests
{
    private static readonly Transitions Plain = new() { HistoryDamping = 0, CandidateDamping = 0, Smoothing = 0, DistanceHalfLife = 1, Backward = 0.25 };

    [Fact]
    public void Near_followers_count_more_than_far_ones_and_those_before_less()
    {
        var model = Fit(Plain, [0, 1, 2]);
        Assert.Equal([1, 2], model.NeighborsOf(0).ToArray());
        Near([1, 0.5f], model.SimilaritiesOf(0));
        Assert.Equal([2, 0], model.NeighborsOf(1).ToArray());
        Near([1, 0.25f], model.SimilaritiesOf(1));
        Assert.Equal([1, 0], model.NeighborsOf(2).ToArray());
        Near([0.25f, 0.125f], model.SimilaritiesOf(2));
    }

    [Fact]
    public void Nothing_beyond_the_reach_counts() => Assert.Equal([1], Fit(Plain with { Reach = 1, Backward = 0 }, [0, 1, 2]).NeighborsOf(0).ToArray());

    [Fact]
    public void Popular_items_are_damped_on_both_sides()
    {
        // 0 has two users, 1 has four.
        var model = Fit(Plain with { HistoryDamping = 1, CandidateDamping = 0.5, Backward = 0 }, [0, 1], [0, 1], [1], [1]);
        Near([2f / 2 / 2], model.SimilaritiesOf(0));
    }

    [Fact]
    public void Smoothing_reaches_what_never_followed()
    {
        // 2 never stands beside 0, but 1 links them.
        int[][] rows = [[0, 1], [1, 2], [2, 1], [3]];
        Assert.DoesNotContain(2, Fit(Plain with { Reach = 1 }, rows).NeighborsOf(0).ToArray());
        Assert.Contains(2, Fit(Plain with { Reach = 1, Smoothing = 1 }, rows).NeighborsOf(0).ToArray());
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Fit(Plain with { Reach = 0, Backward = 2, Smoothing = -1, Factors = 0 }, [0, 1]));
        Assert.All(["Reach", "Backward", "Smoothing", "Factors"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static ItemNeighborsModel Fit(Transitions learner, params int[][] rows) =>
        (ItemNeighborsModel)learner.Fit(MadeData.Of(4, rows), FitContext.Default);

    private static void Near(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
