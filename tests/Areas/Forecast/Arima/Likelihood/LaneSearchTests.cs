using Kirana.Forecast.Arima.Likelihood;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Arima.Likelihood;

/// <summary>The search alone, whose lanes look beside one point, against searches side by side.</summary>
public sealed class LaneSearchTests
{
    [Theory]
    [InlineData(1, 0, 1, 0, 1, false)]
    [InlineData(2, 1, 1, 1, 4, false)]
    [InlineData(0, 1, 2, 2, 12, true)]
    [InlineData(5, 2, 3, 0, 4, false)]
    public void A_task_alone_ends_where_it_does_beside_others(int ar, int seasonalAr, int ma, int seasonalMa, int season, bool hasGap)
    {
        var orders = new ArmaOrders(ar, seasonalAr, ma, seasonalMa, season);
        var alone = Task(orders, hasGap, 1);
        LaneSearch.Run([alone], 50, 1e-7, CancellationToken.None);
        ArmaTask[] tasks = [Task(orders, hasGap, 2), Task(orders, hasGap, 1)];
        LaneSearch.Run(tasks, 50, 1e-7, CancellationToken.None);
        Assert.Equal(tasks[1].Objective, alone.Objective);
        Assert.Equal(tasks[1].Point, alone.Point);
        Assert.Equal(tasks[1].Coefficients, alone.Coefficients);
        Assert.Null(tasks[1].Place);
        if (orders.Count > 7)
            return;
        var place = SinglePlace.Of(alone.Data, orders, alone.Point);
        Assert.Equal(place.Squares, alone.Place!.Squares);
        Assert.Equal(place.Logarithm, alone.Place.Logarithm);
        Assert.Equal(place.Covariance, alone.Place.Covariance);
    }

    private static ArmaTask Task(ArmaOrders orders, bool hasGap, ulong seed)
    {
        var random = new RandomStream(seed);
        var (values, gap) = (new double[80], new double[80]);
        for (var t = 0; t < values.Length; t++)
            values[t] = random.NextGaussian() + (t > 0 ? 0.4 * values[t - 1] : 0);
        gap[30] = 1;
        return new ArmaTask(hasGap ? new ArmaData([gap, values], 1) : new ArmaData([values], 0), orders, StartingPoints.Of(orders, 0));
    }
}
