using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;

namespace Kirana.Tests.Areas.Forecast.Evaluation;

public sealed class SeriesClassTests
{
    [Fact]
    public void The_largest_series_make_eighty_percent_and_are_class_A()
    {
        // 60 + 20 are 80 %; 15 more are 95 %; the rest, and what sells nothing, is C.
        Assert.Equal(["B", "A", "C", "A", "C"], SeriesClass.Volumes([15, 60, 5, 20, 0]));
        Assert.Equal(["A", "C"], SeriesClass.Volumes([100, 0]));
        Assert.Equal(["C", "C"], SeriesClass.Volumes([0, 0]));
    }

    [Fact]
    public void Series_are_classed_by_what_was_known()
    {
        var classes = SeriesClass.Of([Made.Named("a", [.. Enumerable.Repeat(9.0, 7)]), Made.Named("b", 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 1)], 4);
        Assert.Equal(new SeriesClass("smooth", "under 2 seasons", "A"), classes[0]);
        Assert.Equal(new SeriesClass("lumpy", "2 to 5 seasons", "C"), classes[1]);
    }

    [Fact]
    public void Slices_are_summed_up_apart()
    {
        var scores = new[] { 1.0, 2, 6 }.Select((error, i) => SeriesScore.Of(
            Made.Series(1, 2, 3), [10], new SeriesForecast($"s{i}", new TimeAxis(Step.Index, 4), "made", null, [10 + error], [], []), 1)).ToArray();
        var slices = ScoreSlices.Of(scores, i => i < 2 ? "x" : null);
        Assert.Equal(1.5, Assert.Single(slices).Value["mae"].Estimate, 1e-12);
    }
}
