using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Tests.Platform.Forecast.Details;

public sealed class SeriesPartsTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(12)]
    public void A_line_and_a_season_come_apart(int season)
    {
        // The mean of the season is 0, so it cannot hide in the line.
        double Season(int t) => t % season - (season - 1) / 2.0;
        double[] values = [.. Enumerable.Range(0, 5 * season).Select(t => 10 + 0.5 * t + Season(t))];
        var parts = SeriesParts.Of(values, season)!;
        var half = season / 2;
        for (var t = 0; t < values.Length; t++)
        {
            Assert.Equal(Season(t), parts.Season[t], 1e-9);
            Assert.Equal(t >= half && t < values.Length - half, double.IsFinite(parts.Trend[t]));
            if (!double.IsFinite(parts.Trend[t]))
                continue;
            Assert.Equal(10 + 0.5 * t, parts.Trend[t], 1e-9);
            Assert.Equal(0, parts.Rest[t], 1e-9);
        }
    }

    [Fact]
    public void A_gap_is_passed_over_and_too_little_is_not_parted()
    {
        var values = Enumerable.Repeat(4.0, 21).ToArray();
        values[10] = double.NaN;
        var parts = SeriesParts.Of(values, 7)!;
        Assert.All(parts.Trend[3..^3], trend => Assert.Equal(4, trend, 1e-12));
        Assert.True(double.IsNaN(parts.Rest[10]));
        Assert.Null(SeriesParts.Of(values, 1));
        Assert.Null(SeriesParts.Of(values, 11));
        Assert.Null(SeriesParts.Of([], 7));
    }
}
