using Kirana.Data.Fitting;
using Kirana.Forecast.Naive;

namespace Kirana.Tests.Areas.Forecast.Naive;

public sealed class SeasonalNaiveTests
{
    [Fact]
    public void Repeats_the_last_season()
    {
        var model = new SeasonalNaive().Fit(Made.Series(1, 2, 3, 4, 5, 6, 7), 3, FitContext.Default);
        var mean = new double[7];
        model.Predict(mean);
        Assert.Equal([5, 6, 7, 5, 6, 7, 5], mean);
        Assert.Equal([double.NaN, double.NaN, double.NaN, 3, 3, 3, 3], model.Residuals.ToArray());
        Assert.Equal("seasonal-naive", model.Kind);
    }

    [Fact]
    public void Carries_the_last_value_where_less_than_a_season_is_known()
    {
        var model = new SeasonalNaive().Fit(Made.Series(1, 2, 4), 7, FitContext.Default);
        var mean = new double[2];
        model.Predict(mean);
        Assert.Equal([4, 4], mean);
        Assert.Equal("naive", model.Kind);
        Assert.Contains("3 steps", model.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void Fills_a_gap_on_the_line_between_its_neighbours()
    {
        var mean = new double[4];
        new SeasonalNaive().Fit(Made.Series(9, 1, double.NaN, double.NaN, 4, double.NaN), 5, FitContext.Default).Predict(mean);
        Assert.Equal([1, 2, 3, 4], mean);
    }
}
