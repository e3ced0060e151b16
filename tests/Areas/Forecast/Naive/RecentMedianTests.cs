using Kirana.Data.Fitting;
using Kirana.Forecast.Models;
using Kirana.Forecast.Naive;

namespace Kirana.Tests.Areas.Forecast.Naive;

public sealed class RecentMedianTests
{
    [Fact]
    public void The_middle_of_the_last_steps_is_carried_on()
    {
        Assert.Equal([3, 3], Predict(new RecentMedian { Steps = 3 }, 1, 100, 100, 2, 9, 3));
        Assert.Equal([2.5, 2.5], Predict(new RecentMedian { Steps = 3 }, 1, 100, 100, 2, double.NaN, 3));
        // Two seasons of twelve are looked at, of which the newer half is higher.
        Assert.Equal([7, 7], Predict(new RecentMedian(), 12, [.. Enumerable.Repeat(100.0, 20), .. Enumerable.Repeat(5.0, 12), .. Enumerable.Repeat(9.0, 12)]));
    }

    [Fact]
    public void Of_demand_that_is_seldom_it_is_zero() =>
        Assert.Equal([0, 0], Predict(new RecentMedian(), 12, [.. Enumerable.Range(0, 60).Select(t => t % 5 == 0 ? 3.0 : 0)]));

    [Fact]
    public void Without_an_observation_among_the_last_steps_the_last_value_is_carried_on()
    {
        var model = new RecentMedian { Steps = 2 }.Fit(Made.Series(4, double.NaN, double.NaN), 1, FitContext.Default);
        Assert.NotNull(model.Fallback);
        var mean = new double[2];
        model.Predict(mean);
        Assert.Equal([4, 4], mean);
        Assert.Throws<ArgumentException>(() => new RecentMedian { Steps = 1 }.Fit(Made.Series(1), 1, FitContext.Default));
    }

    private static double[] Predict(RecentMedian learner, int season, params double[] values)
    {
        var mean = new double[2];
        ((ElementaryModel)learner.Fit(Made.Series(values), season, FitContext.Default)).Predict(mean);
        return mean;
    }
}
