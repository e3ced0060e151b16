using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Tests.Platform.Forecast.Details;

public sealed class SeriesPartsTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    public void A_line_and_a_season_come_apart_and_a_spike_is_left(int season)
    {
        // The mean of the season is 0, so it cannot hide in the line.
        double Season(int t) => t % season - (season - 1) / 2.0;
        double[] values = [.. Enumerable.Range(0, 5 * season).Select(t => 10 + 0.5 * t + Season(t))];
        values[2 * season + 3] += 50;
        var parts = SeriesParts.Of(values, season)!;
        for (var t = 0; t < values.Length; t++)
        {
            Assert.Equal(Season(t), parts.Season[t], 0.3);
            Assert.Equal(10 + 0.5 * t, parts.Trend[t], 0.3);
            Assert.Equal(values[t], parts.Trend[t] + parts.Season[t] + parts.Rest[t], 1e-9);
        }

        Assert.Equal(50, parts.Rest[2 * season + 3], 0.5);
    }

    [Fact]
    public void A_gap_is_bridged_and_too_little_is_not_parted()
    {
        var values = Enumerable.Repeat(4.0, 21).ToArray();
        values[10] = double.NaN;
        var parts = SeriesParts.Of(values, 7)!;
        Assert.All(parts.Trend, trend => Assert.Equal(4, trend, 1e-9));
        Assert.True(double.IsNaN(parts.Rest[10]));
        Assert.Equal(20, parts.Rest.Count(double.IsFinite));
        Assert.Null(SeriesParts.Of(values, 1));
        Assert.Null(SeriesParts.Of(values, 11));
        Assert.Null(SeriesParts.Of(values.AsSpan(0, 14), 7));
        Assert.Null(SeriesParts.Of([], 7));
        Assert.All(SeriesParts.Of(Enumerable.Repeat(double.NaN, 20).ToArray(), 7)!.Trend, trend => Assert.Equal(0, trend));
    }
}
