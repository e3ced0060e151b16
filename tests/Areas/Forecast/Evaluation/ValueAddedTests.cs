using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Evaluation;

namespace Kirana.Tests.Areas.Forecast.Evaluation;

public sealed class ValueAddedTests
{
    [Fact]
    public void Half_the_error_is_half_the_value()
    {
        // Errors 1 and 3 against 2 and 6.
        var value = ValueAdded.Of([Score("a", 1), Score("b", 3)], [Score("b", 6), Score("a", 2), Score("c", 9)], score => score.Mae)!.Value;
        Assert.Equal(0.5, value.Estimate, 1e-12);
        Assert.Equal(0.5, value.Lower, 1e-12);
        Assert.Equal(0.5, value.Upper, 1e-12);
    }

    [Fact]
    public void A_gain_that_is_chance_has_an_interval_around_nothing()
    {
        var own = Enumerable.Range(0, 100).Select(i => Score($"s{i}", 1 + i % 2)).ToArray();
        var others = Enumerable.Range(0, 100).Select(i => Score($"s{i}", 2 - i % 2)).ToArray();
        var value = ValueAdded.Of(own, others, score => score.Mae)!.Value;
        Assert.InRange(0, value.Lower, value.Upper);
    }

    [Fact]
    public void Nothing_in_common_and_a_benchmark_without_error_have_no_value()
    {
        Assert.Null(ValueAdded.Of([Score("a", 1)], [Score("b", 1)], score => score.Mae));
        Assert.Null(ValueAdded.Of([Score("a", 1)], [Score("a", 0)], score => score.Mae));
        Assert.Throws<ArgumentException>(() => ValueAdded.Of([Score("a", 1), Score("a", 1)], [Score("a", 1)], score => score.Mae));
    }

    [Fact]
    public void Imported_forecasts_meet_their_series_by_time()
    {
        TimeSeries[] training = [Made.Named("a", 1, 2, 3), Made.Named("b", 5, 6), Made.Named("c", 7)];
        // The forecast of a begins one step early and ends one step early: steps 3 … 5 for 4 … 6. That of c tells nothing of the horizon.
        TimeSeries[] forecasts =
        [
            new("a", new TimeAxis(Step.Index, 3), [99, 4, 6]), new("c", new TimeAxis(Step.Index, 40), [1]), Made.Named("unknown", 1),
        ];
        var scores = IncumbentForecasts.Score(forecasts, training, [[5, 5, 5], [1], [1]], 1);
        var score = Assert.Single(scores);
        Assert.Equal("a", score.Key);
        Assert.Equal(2, score.Points);
        Assert.Equal(1, score.Mae, 1e-12);
        var daily = new TimeSeries("a", TimeAxis.Days(new DateOnly(2020, 1, 1)), [1]);
        Assert.Throws<ArgumentException>(() => IncumbentForecasts.Score([daily], training, [[5], [1], [1]], 1));
    }

    private static SeriesScore Score(string key, double error) => SeriesScore.Of(
        Made.Series(1, 2, 3), [10], new SeriesForecast(key, new TimeAxis(Step.Index, 4), "made", null, [10 + error], [], []), 1);
}
