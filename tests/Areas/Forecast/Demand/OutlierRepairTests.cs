using Kirana.Forecast.Demand;

namespace Kirana.Tests.Areas.Forecast.Demand;

public sealed class OutlierRepairTests
{
    [Fact]
    public void A_spike_and_a_hole_are_replaced_by_level_and_season()
    {
        var clean = Made.Wave(140, 7);
        var values = (double[])clean.Clone();
        (values[40], values[81]) = (900, 0);
        var (repaired, replaced) = new OutlierRepair { Season = 7 }.Repair(Made.Series(values));
        Assert.Equal([40, 81], replaced);
        Assert.Equal(clean[40], repaired.Values[40], 12.0);
        Assert.Equal(clean[81], repaired.Values[81], 12.0);
        Assert.Equal(values[60], repaired.Values[60]);
    }

    [Fact]
    public void The_peaks_of_a_season_are_no_outliers()
    {
        var values = Enumerable.Range(0, 84).Select(t => t % 12 == 11 ? 500.0 : 50 + t % 3).ToArray();
        Assert.Empty(new OutlierRepair { Season = 12 }.Repair(Made.Series(values)).Replaced);
        Assert.NotEmpty(new OutlierRepair().Repair(Made.Series(values)).Replaced);
    }

    [Fact]
    public void Nothing_is_replaced_where_there_is_no_range()
    {
        double[] sparse = [.. Enumerable.Range(0, 60).Select(t => t % 13 == 0 ? 20.0 : 0)];
        foreach (var values in new[] { sparse, [], [1], [5, 5, 5, 5, 5, 5, 5, 99], [.. Enumerable.Repeat(double.NaN, 9)] })
            Assert.Empty(new OutlierRepair { Season = 7 }.Repair(Made.Series(values)).Replaced);
    }

    [Fact]
    public void What_is_missing_stays_missing_and_extremes_stay_finite()
    {
        double[] values = [1, 2, double.NaN, 3, 1, 2, 3, 1, 1.7e308, 2, 3, 1, double.NaN, 2];
        var (repaired, replaced) = new OutlierRepair().Repair(Made.Series(values));
        Assert.Equal([8], replaced);
        Assert.True(double.IsNaN(repaired.Values[2]));
        Assert.InRange(repaired.Values[8], 1, 3);
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new OutlierRepair { Reach = 0 }.Repair(Made.Series(1)));
        Assert.Throws<ArgumentException>(() => new OutlierRepair { Season = 0 }.Repair(Made.Series(1)));
    }
}
