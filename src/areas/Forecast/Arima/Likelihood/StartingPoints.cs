namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>Where searches begin: partial autocorrelations far from each other, at the first lag of each factor.</summary>
internal static class StartingPoints
{
    private static readonly (double Ar, double SeasonalAr, double Ma, double SeasonalMa)[] All =
    [
        (0.1, 0.1, 0.3, 0.3),
        (0.7, 0.5, 0.2, 0.3),
        (-0.4, -0.3, 0.6, 0.7),
        (0.3, 0.2, -0.5, -0.3),
        (0.8, 0.8, 0.8, 0.6),
        (-0.6, 0.3, -0.4, 0.2),
    ];

    /// <summary>The number of points.</summary>
    public static int Count => All.Length;

    /// <summary>One of them.</summary>
    /// <param name="orders">The orders.</param>
    /// <param name="which">Which, from 0 on.</param>
    public static double[] Of(ArmaOrders orders, int which)
    {
        var start = All[which];
        var point = new double[orders.Count];
        var at = 0;
        foreach (var (count, value) in new[]
        {
            (orders.Ar, start.Ar), (orders.SeasonalAr, start.SeasonalAr), (orders.Ma, start.Ma), (orders.SeasonalMa, start.SeasonalMa),
        })
        {
            // Further lags begin near 0, but not where an autoregression and a moving average cancel.
            for (var i = 0; i < count; i++)
                point[at + i] = i == 0 ? value : 0.05 * value;
            at += count;
        }

        return point;
    }

    /// <summary>A point of other orders: what both have is kept, what is new begins near 0.</summary>
    /// <param name="from">The orders of the point.</param>
    /// <param name="point">The point.</param>
    /// <param name="to">The orders wanted.</param>
    public static double[] Adapt(ArmaOrders from, ReadOnlySpan<double> point, ArmaOrders to)
    {
        var adapted = new double[to.Count];
        var (source, target) = (0, 0);
        foreach (var (old, wanted, fresh) in new[]
        {
            (from.Ar, to.Ar, 0.02), (from.SeasonalAr, to.SeasonalAr, 0.02), (from.Ma, to.Ma, 0.05), (from.SeasonalMa, to.SeasonalMa, 0.05),
        })
        {
            for (var i = 0; i < wanted; i++)
                adapted[target + i] = i < old ? 0.99 * point[source + i] : fresh;
            source += old;
            target += wanted;
        }

        return adapted;
    }
}
