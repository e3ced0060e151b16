using Kirana.Data.Series;
using Kirana.Forecast.Demand;
using Kirana.Tests.Areas.Forecast.Demand;

namespace Kirana.Bench.Scorecards.Forecast;

/// <summary>Mean demand behind sales of which stock-outs cut about 30 % of the days short, for demand even and uneven, seldom and often: by how much the
/// mean strays where stock-outs are ignored, and where demand is found behind them.</summary>
internal static class CensoredCard
{
    private const int Days = 730;
    private const int Shops = 40;

    public static void Run()
    {
        foreach (var mean in new double[] { 3, 12, 80 })
            foreach (var dispersion in new[] { 0, 0.3, 1 })
            {
                Score("stock runs out", mean, dispersion, shop => Found(shop.RunOut(0.33, 0.4), StockOutKind.Limit));
                Score("part of the day known", mean, dispersion, Known);
                Score("part of the day unknown", mean, dispersion, shop => Found(shop.EndEarly(0.3), StockOutKind.UnknownPart));
            }
    }

    private static (TimeSeries Sales, double Cut, TimeSeries Demand) Found((TimeSeries Sales, bool[] StockOuts) shop, StockOutKind kind) =>
        (shop.Sales, (double)shop.StockOuts.Count(day => day) / Days, new CensoredDemand { Season = 7, StockOuts = kind }.Unconstrain(shop.Sales, shop.StockOuts).Series);

    private static (TimeSeries Sales, double Cut, TimeSeries Demand) Known(StockOutShop shop)
    {
        var (sales, available) = shop.Close(0.3);
        return (sales, (double)available.Count(part => part < 1) / Days, new CensoredDemand { Season = 7 }.Unconstrain(sales, available).Series);
    }

    private static void Score(
        string name, double mean, double dispersion, Func<StockOutShop, (TimeSeries Sales, double Cut, TimeSeries Demand)> run)
    {
        var (cut, ignored, bias) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < Shops; seed++)
        {
            var shop = new StockOutShop((ulong)seed, Days, mean, dispersion);
            var (sales, share, demand) = run(shop);
            var truth = shop.Demand.Average();
            cut += share / Shops;
            ignored += (Mean(sales) / truth - 1) / Shops;
            bias += (Mean(demand) / truth - 1) / Shops;
        }

        Console.WriteLine($"censored {name}: mean={mean} dispersion={dispersion} shops={Shops} days={Days} cut_days={cut:P1} ignored={ignored:P2} bias={bias:P2}");
    }

    private static double Mean(TimeSeries series) => series.Values.ToArray().Average();
}
