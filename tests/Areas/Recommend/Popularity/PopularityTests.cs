using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Popularity;

public sealed class PopularityTests
{
    [Fact]
    public void Popular_counts_a_user_once()
    {
        var model = new Popular().Fit(MadeData.Of(3, [0, 0, 0, 1], [1], [1, 2]), FitContext.Default);
        Assert.Equal([1f, 3f, 1f], Scores(model));
    }

    [Fact]
    public void Popular_by_weight_counts_repeats()
    {
        var model = new Popular { Measure = PopularityMeasure.Weight }.Fit(MadeData.Of(3, [0, 0, 0, 1], [1], [1, 2]), FitContext.Default);
        Assert.Equal([3f, 3f, 1f], Scores(model));
    }

    [Fact]
    public void An_event_counts_half_after_each_half_life()
    {
        var day = (long)TimeSpan.FromDays(1).TotalMicroseconds;
        var builder = new InteractionsBuilder();
        builder.Add("a", "old", 8, 0);
        builder.Add("a", "middle", 2, 2 * day);
        builder.Add("b", "new", 1, 3 * day);
        var model = new RecencyPopular { HalfLife = TimeSpan.FromDays(1) }.Fit(builder.Build(), FitContext.Default);
        Assert.Equal([1f, 1f, 1f], Scores(model), (expected, found) => Math.Abs(expected - found) < 1e-6);
    }

    [Fact]
    public void Among_users_each_counts_once_at_the_latest_event()
    {
        var builder = new InteractionsBuilder();
        var day = (long)TimeSpan.FromDays(1).TotalMicroseconds;
        builder.Add("a", "often", 5, 0);
        builder.Add("a", "often", 5, 2 * day);
        builder.Add("b", "often", 5, day);
        builder.Add("b", "new", 9, 3 * day);
        var model = new RecencyPopular { HalfLife = TimeSpan.FromDays(1), Measure = PopularityMeasure.Users }.Fit(builder.Build(), FitContext.Default);
        Assert.Equal([0.75f, 1f], Scores(model), (expected, found) => Math.Abs(expected - found) < 1e-6);
    }

    [Fact]
    public void A_half_life_of_zero_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => new RecencyPopular { HalfLife = TimeSpan.Zero }.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.Contains("HalfLife", error.Message, StringComparison.Ordinal);
    }

    private static float[] Scores(IRecommender model)
    {
        var scores = new float[model.Items.Count];
        model.Score(default, scores);
        return scores;
    }
}
