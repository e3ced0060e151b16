using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Popularity;

namespace Kirana.Tests.Areas.Recommend.Popularity;

public sealed class TrendingTests
{
    private const long Day = 86_400_000_000;

    [Fact]
    public void A_surge_of_the_last_days_trends_and_a_steady_seller_does_not()
    {
        // 0 sells 20 a day; 1 one a day, then 8 on each of the last three days; 2 one a day.
        var scores = ScoresOf((day, item) => item switch { 0 => 20, 1 => day >= 27 ? 8 : 1, _ => 1 });
        Assert.True(scores[1] > 0);
        Assert.Equal(0, scores[0]);
        Assert.Equal(0, scores[2]);
    }

    [Fact]
    public void A_burst_that_is_over_trends_no_more() =>
        Assert.Equal([0, 0, 0], ScoresOf((day, item) => item switch { 0 => 20, 1 => day is >= 10 and < 13 ? 8 : 1, _ => 1 }));

    [Fact]
    public void The_weight_is_what_the_path_saves()
    {
        // Two items, ten days of 4 events each; 1 has none but for two on the last day: p = 2/40, in a burst 3/20.
        var gain = 2 * Math.Log(3) + 2 * Math.Log(0.85 / 0.95) - 0.5 * Math.Log(10);
        Assert.Equal(gain, ScoresOf((day, item) => item == 1 ? day == 9 ? 2 : 0 : item == 0 ? day == 9 ? 2 : 4 : 0, days: 10, reluctance: 0.5)[1], 1e-5);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new Trending { Period = TimeSpan.Zero, Surge = 1, Reluctance = -1 }.Fit(MadeData.Grouped(), FitContext.Default));
        Assert.All(["Period", "Surge", "Reluctance"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static float[] ScoresOf(Func<int, int, int> count, int days = 30, double reluctance = 1)
    {
        var builder = new InteractionsBuilder(new IdMap(["u"]), new IdMap(["steady", "surging", "rare"]), 1);
        for (var day = 0; day < days; day++)
            for (var item = 0; item < 3; item++)
                for (var e = 0; e < count(day, item); e++)
                    builder.Add(0, item, 1, day * Day);
        var scores = new float[3];
        new Trending { Reluctance = reluctance }.Fit(builder.Build(), FitContext.Default).Score(default, scores);
        return scores;
    }
}
