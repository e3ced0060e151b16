using Kirana.Forecast.Demand;

namespace Kirana.Tests.Areas.Forecast.Demand;

public sealed class DemandClassesTests
{
    [Fact]
    public void A_series_is_told_by_how_often_and_how_unevenly_it_sells()
    {
        Assert.Equal(DemandClass.Smooth, DemandClasses.Of([4, 5, 6, 5, 4, 0, 5, 6]));
        Assert.Equal(DemandClass.Erratic, DemandClasses.Of([1, 20, 1, 1, 1, 30, 1, 2]));
        Assert.Equal(DemandClass.Intermittent, DemandClasses.Of([0, 0, 3, 0, 0, 3, 0, double.NaN]));
        Assert.Equal(DemandClass.Lumpy, DemandClasses.Of([0, 0, 1, 0, 0, 40, 0, 1]));
        Assert.Equal(DemandClass.Intermittent, DemandClasses.Of([]));
        Assert.Equal("lumpy", DemandClasses.NameOf(DemandClass.Lumpy));
    }

    [Fact]
    public void Steps_before_the_first_sale_are_trimmed()
    {
        var series = Made.Series(0, double.NaN, 0, 2, 0, 1);
        Assert.Equal(3, LeadingZeros.Count(series.Values));
        var trimmed = LeadingZeros.Trim(series);
        Assert.Equal([2, 0, 1], trimmed.Values.ToArray());
        Assert.Equal(series.Axis.Shift(3), trimmed.Axis);
        var never = Made.Series(0, 0, double.NaN);
        Assert.Same(never, LeadingZeros.Trim(never));
    }
}
