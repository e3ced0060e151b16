using Kirana.Forecast.Choice;

namespace Kirana.Tests.Areas.Forecast.Choice;

public sealed class SeriesFeaturesTests
{
    [Fact]
    public void A_season_on_a_line_has_both_strengths()
    {
        var features = SeriesFeatures.Of([.. Enumerable.Range(0, 48).Select(t => 10 + t + 5.0 * (t % 4))], 4);
        Assert.Equal(1, features[1], 1e-9);
        Assert.Equal(1, features[2], 1e-9);
        Assert.Equal(Math.Log(49 / 4.0), features[4], 1e-12);
    }

    [Fact]
    public void A_line_has_no_season() =>
        Assert.Equal(0, SeriesFeatures.Of([.. Enumerable.Range(0, 48).Select(t => (double)t)], 4)[1], 1e-9);

    [Fact]
    public void Zeros_and_the_variation_of_demands_by_hand()
    {
        // Two zeros of six; sizes 1, 1, 1, 5: mean 2, mean square 7, 7 / 4 − 1.
        var features = SeriesFeatures.Of([0, 1, 1, 0, 1, 5], 1);
        Assert.Equal(1.0 / 3, features[5], 1e-12);
        Assert.Equal(0.75, features[6], 1e-12);
    }

    [Fact]
    public void Odd_series_have_finite_features()
    {
        foreach (var values in new double[][] { [], [3], [double.NaN, double.NaN], new double[40], [.. Enumerable.Repeat(1e300, 30)], [.. Enumerable.Range(0, 60).Select(t => t == 30 ? 1.7e308 : -1.7e308)] })
            foreach (var season in new[] { 1, 2, 7, 1000 })
                Assert.All(SeriesFeatures.Of(values, season), feature => Assert.True(double.IsFinite(feature)));
    }
}
