using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Blending;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Recommend.Blending;

public sealed class BlendTests
{
    private const float None = float.NegativeInfinity;

    private static readonly Interactions Data = MadeData.Of(5, [0, 1], [2]);

    [Fact]
    public void Scores_are_brought_to_the_range_of_each_source_and_added()
    {
        // Reachable ones are fewer than could be nominated, so the range ends at 0: means are 2 and 200.
        var model = Fit(BlendScale.Range, (1, [1, 2, 3, None, None]), (0.5, [None, 300, 100, None, None]));
        Near([0.5f, 1 + 0.75f, 1.5f + 0.25f, None, None], ScoresOf(model, default));
    }

    [Fact]
    public void Only_ranks_count_on_the_scale_of_ranks() =>
        Near([10 / 11f, 1, 10 / 12f, None, None], ScoresOf(Fit(BlendScale.Rank, (1, [2, 1000, -5, None, None])), default));

    [Fact]
    public void Softmax_falls_by_standard_deviations()
    {
        // Mean 2, standard deviation √(2/3).
        var step = MathF.Exp(-1 / MathF.Sqrt(2 / 3f));
        Near([step * step, step, 1, None, None], ScoresOf(Fit(BlendScale.Softmax, (1, [1, 2, 3, None, None])), default));
    }

    [Theory]
    [InlineData(BlendScale.Range)]
    [InlineData(BlendScale.Rank)]
    [InlineData(BlendScale.Softmax)]
    public void What_a_shopper_has_shapes_no_scale(BlendScale scale)
    {
        var model = Fit(scale, (1, [1000, 2, 3, 1, None]));
        var without = ScoresOf(Fit(scale, (1, [None, 2, 3, 1, None])), default);
        var with = ScoresOf(model, Shopper.Of(MadeData.Of(5, [0]), 0));
        Near(without[1..], with[1..]);
        Assert.True(with[0] >= with[1]);
    }

    [Fact]
    public void Only_the_best_candidates_of_a_source_count()
    {
        var items = new IdMap(Enumerable.Range(0, 40).Select(i => $"i{i}"));
        var source = new FixedSource(items, [.. Enumerable.Range(0, 40).Select(i => (float)i)]);
        var model = new Blend { Sources = [new(source)], Candidates = 10 }.Fit(MadeData.Of(40, [0]), FitContext.Default);
        var scores = ScoresOf(model, default);
        Assert.Equal(30, scores.Count(score => float.IsNegativeInfinity(score)) - 1);
        Assert.True(scores[39] > scores[31]);
    }

    [Fact]
    public void Reasons_add_up_to_the_score()
    {
        var model = Fit(BlendScale.Range, (1, [1, 2, 3, None, None]), (0.5, [None, 300, 100, None, None]));
        Assert.Equal(1.75f, Assert.Single(model.Explain(default, 1)).Weight, 1e-5f);
        Assert.Empty(model.Explain(default, 4));
    }

    [Fact]
    public void A_source_of_weight_zero_is_not_fitted()
    {
        var model = (BlendModel)Fit(BlendScale.Range, (1, [1, 2, 3, 4, 5]), (0, [9, 9, 9, 9, 9]));
        Assert.Single(model.Sources);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var inner = new Blend { Sources = [new(new ItemNeighbors())] };
        var error = Assert.Throws<ArgumentException>(() => new Blend { Sources = [new(inner, -1)], Candidates = 1 }.Fit(Data, FitContext.Default));
        Assert.All(["Sources", "Weight", "Learner", "Candidates"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static IRecommender Fit(BlendScale scale, params (double Weight, float[] Scores)[] sources) => new Blend
    {
        Sources = [.. sources.Select(source => new BlendSource(new FixedSource(Data.Items, source.Scores), source.Weight))], Scale = scale,
    }.Fit(Data, FitContext.Default);

    private static float[] ScoresOf(IRecommender model, Shopper shopper)
    {
        var scores = new float[model.Items.Count];
        model.Score(shopper, scores);
        return scores;
    }

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) < 1e-5f, $"{i}: {expected[i]} and {actual[i]}");
    }
}
