using Kirana.Data.Series;
using Kirana.Forecast.Demand;

namespace Kirana.Tests.Areas.Forecast.Demand;

public sealed class LifeStagesTests
{
    [Fact]
    public void A_stage_is_told_by_the_same_quarter_of_the_year_before()
    {
        // A season that doubles every December is no growth.
        double[] seasonal = [.. Enumerable.Range(0, 36).Select(month => month % 12 == 11 ? 20.0 : 10)];
        Assert.Equal(LifeStage.Mature, Stage(seasonal));
        Assert.Equal(LifeStage.Growing, Stage([.. seasonal.Select((value, month) => month < 24 ? value : 1.5 * value)]));
        Assert.Equal(LifeStage.Declining, Stage([.. seasonal.Select((value, month) => month < 24 ? value : 0.5 * value)]));
        Assert.Equal(LifeStage.Ended, Stage([.. seasonal, 0, 0, 0]));
    }

    [Fact]
    public void A_short_life_is_halved()
    {
        Assert.Equal(LifeStage.New, Stage([0, 0, 0, 0, 0, 0, 5, 9]));
        Assert.Equal(LifeStage.Growing, Stage([0, 0, 5, 5, 5, 9, 9, 9]));
        Assert.Equal(LifeStage.Mature, Stage([0, 5, double.NaN, 5, 5, double.NaN, 5, 5]));
        Assert.Equal(LifeStage.Declining, Stage([9, 9, 9, 0, 0, 1]));
    }

    [Fact]
    public void What_never_sold_is_unknown_and_a_year_of_one_step_is_one()
    {
        Assert.Equal(LifeStage.Unknown, Stage([]));
        Assert.Equal(LifeStage.Unknown, Stage([0, double.NaN, 0]));
        Assert.Equal(LifeStage.Unknown, Stage([3, 4, 0], Step.Index));
        Assert.Equal(LifeStage.New, Stage([0, 3], Step.Year));
        Assert.Equal(LifeStage.Ended, Stage([3, 4, 0], Step.Year));
        Assert.Equal(LifeStage.Growing, Stage([3, 4, 6], Step.Year));
        Assert.Equal(LifeStage.New, Stage([.. Enumerable.Repeat(1.0, 90)], Step.Day));
        Assert.Equal(LifeStage.Mature, Stage([.. Enumerable.Repeat(1.0, 91)], Step.Day));
        Assert.Equal("declining", LifeStages.NameOf(LifeStage.Declining));
    }

    private static LifeStage Stage(double[] values, Step step = Step.Month) => LifeStages.Of(new TimeSeries("a", new TimeAxis(step, 0), values));
}
