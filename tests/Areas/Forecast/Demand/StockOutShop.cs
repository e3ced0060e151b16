using Kirana.Data.Series;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Areas.Forecast.Demand;

/// <summary>A simulator of daily demand with a week's season, Poisson or negative binomial, and of sales cut short by stock-outs.</summary>
internal sealed class StockOutShop
{
    private static readonly double[] Week = [0.8, 0.7, 0.8, 0.9, 1.2, 1.6, 1.0];
    private RandomStream _random;

    public StockOutShop(ulong seed, int days, double mean, double dispersion, double slope = 0)
    {
        _random = new RandomStream(seed, 4711);
        Means = [.. Enumerable.Range(0, days).Select(t => mean * Week[t % 7] * (1 + slope * t / days))];
        Mixing = [.. Means.Select(_ => dispersion == 0 ? 1 : Gamma(1 / dispersion) * dispersion)];
        Demand = [.. Means.Zip(Mixing, (m, g) => (double)Poisson(m * g))];
    }

    public double[] Means { get; }

    public double[] Mixing { get; }

    public double[] Demand { get; }

    /// <summary>On a share of days so little stock is left that it seldom lasts; sales end with it.</summary>
    public (TimeSeries Sales, bool[] StockOuts) RunOut(double share, double stock)
    {
        var flags = new bool[Demand.Length];
        var sales = new double[Demand.Length];
        for (var t = 0; t < sales.Length; t++)
        {
            var left = _random.NextDouble() < share ? Poisson(Means[t] * stock) : double.PositiveInfinity;
            flags[t] = Demand[t] >= left;
            sales[t] = Math.Min(Demand[t], left);
        }

        return (Made.Series(sales), flags);
    }

    /// <summary>On a share of days stock is there for a part of the day only; what is wanted in the rest is lost.</summary>
    public (TimeSeries Sales, double[] Available) Close(double share, double longest = 0.8)
    {
        var available = new double[Demand.Length];
        var sales = new double[Demand.Length];
        for (var t = 0; t < sales.Length; t++)
        {
            available[t] = _random.NextDouble() < share ? _random.NextDouble() * longest : 1;
            for (var unit = 0; unit < Demand[t]; unit++)
                sales[t] += _random.NextDouble() < available[t] ? 1 : 0;
        }

        return (Made.Series(sales), available);
    }

    /// <summary>On a share of days stock ends after a part of the day that nobody noted.</summary>
    public (TimeSeries Sales, bool[] StockOuts) EndEarly(double share)
    {
        var (sales, available) = Close(share, 1);
        return (sales, Array.ConvertAll(available, part => part < 1));
    }

    private int Poisson(double mean)
    {
        // By the gaps between arrivals.
        var count = -1;
        for (var time = 0.0; time <= mean; count++)
            time -= Math.Log(1 - _random.NextDouble());
        return count;
    }

    /// <summary>Marsaglia and Tsang (2000); a shape below 1 by the shape above it.</summary>
    private double Gamma(double shape)
    {
        if (shape < 1)
            return Gamma(shape + 1) * Math.Pow(1 - _random.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        while (true)
        {
            var x = _random.NextGaussian();
            var v = Math.Pow(1 + x / Math.Sqrt(9 * d), 3);
            if (v > 0 && Math.Log(1 - _random.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v))
                return d * v;
        }
    }
}
