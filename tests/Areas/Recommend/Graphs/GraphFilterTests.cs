using Kirana.Data.Fitting;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Recommend.Graphs;

public sealed class GraphFilterTests
{
    private static readonly GraphFilter All = new() { Factors = 2048, Entries = 10_000 };

    [Theory]
    [InlineData(0.25, 0, 0.5, 0.5, 0.5, 0.5)]
    [InlineData(0.1, 0.3, 0.8, 0.3, 0.2, 0.4)]
    [InlineData(double.PositiveInfinity, 0.3, 1, 0.5, 0.5, -0.2)]
    public void Weights_are_those_of_dense_algebra(double lambda, double ideal, double gamma, double beta, double alpha, double delta)
    {
        var learner = All with
        {
            Regularization = lambda, Ideal = ideal, ActivityDamping = gamma, PopularityDamping = beta, HistoryDamping = alpha, CandidatePopularity = delta,
        };
        var data = MadeData.Grouped(users: 50, items: 24);
        var model = (ItemNeighborsModel)learner.Fit(data, FitContext.Default);
        var expected = DenseFilter.Of(data, learner);
        for (var item = 0; item < 24; item++)
            for (var n = 0; n < model.NeighborsOf(item).Length; n++)
                Assert.Equal(expected[item * 24 + model.NeighborsOf(item)[n]], model.SimilaritiesOf(item)[n], 2e-4 * Math.Abs(expected.Max()));
    }

    [Fact]
    public void Weak_directions_pass_nearly_as_the_whole_filter_would_let_them()
    {
        var data = MadeData.Grouped(users: 200, items: 60, events: 6);
        var learner = All with { Regularization = 2 };
        var whole = DenseFilter.Of(data, learner);
        var model = (ItemNeighborsModel)(learner with { Factors = 8 }).Fit(data, FitContext.Default);
        for (var item = 0; item < 60; item++)
            for (var n = 0; n < model.NeighborsOf(item).Length; n++)
                Assert.Equal(whole[item * 60 + model.NeighborsOf(item)[n]], model.SimilaritiesOf(item)[n], 0.03 * whole.Max());
    }

    [Fact]
    public void The_heaviest_weights_are_kept_and_an_item_does_not_speak_for_itself()
    {
        var data = MadeData.Grouped();
        var model = (ItemNeighborsModel)(All with { Entries = 5 }).Fit(data, FitContext.Default);
        var whole = (ItemNeighborsModel)All.Fit(data, FitContext.Default);
        for (var item = 0; item < data.ItemCount; item++)
        {
            Assert.Equal(whole.NeighborsOf(item)[..5].ToArray(), model.NeighborsOf(item).ToArray());
            Assert.DoesNotContain(item, whole.NeighborsOf(item).ToArray());
        }
    }

    [Fact]
    public void One_user_only_is_learned_from()
    {
        var model = (ItemNeighborsModel)new GraphFilter().Fit(MadeData.Of(4, [0, 1, 2]), FitContext.Default);
        Assert.Equal(2, model.NeighborsOf(0).Length);
        Assert.Equal(0, model.NeighborsOf(3).Length);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new GraphFilter { Factors = 0, Regularization = 0, Ideal = -1, CandidatePopularity = 2, Entries = 0 }.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Factors", "Regularization", "Ideal", "CandidatePopularity", "Entries"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }
}
