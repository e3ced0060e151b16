using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Numerics.Random;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;

namespace Kirana.Tests.Platform.Forecast.Inputs;

public sealed class ShopInputsTests
{
    private static readonly ForecastTraining Training = new() { Recipe = new ForecastRecipe { Model = "theta" } };

    [Fact]
    public void A_holiday_that_moved_sales_before_moves_the_forecast()
    {
        var fridays = new[] { new DateOnly(2022, 11, 25), new DateOnly(2023, 11, 24), new DateOnly(2024, 11, 29) };
        DateOnly first = new(2022, 1, 3), end = new(2025, 11, 20), friday = new(2025, 11, 28);
        using var shop = new MemoryShop { First = first, Market = "GB" };
        Sell(shop, 6, end.DayNumber - first.DayNumber, (_, t) => fridays.Contains(first.AddDays(t)) ? 4 : 1);
        var report = Training.Run(shop, FitContext.Default);
        Assert.All(report.Scopes, scope => Assert.Equal(("holidays", true), (scope.Inputs[0].Input, scope.Inputs[0].Used)));
        var answer = ForecastServing.Open(shop).Forecast("item3");
        var (at, mean) = (friday.DayNumber - end.DayNumber, answer.Forecast.Mean);
        // The same weekday a week before and after is a day like any other.
        Assert.InRange(mean[at] / mean[at - 7], 3, 5);
        Assert.InRange(mean[at + 7] / mean[at - 7], 0.9, 1.1);
        Assert.InRange(answer.Forecast.Quantiles[1][at] / mean[at], 0.8, 1.2);
        Assert.Contains("holidays of GB", Assert.Single(answer.Uses), StringComparison.Ordinal);
        // Weeks are told by their days: one of seven sells four times as much.
        var weeks = ForecastServing.Open(shop).Forecast("item3", step: Step.Week).Forecast;
        var week = Enumerable.Range(0, weeks.Horizon).Single(k => weeks.Axis.DayOf(k) <= friday && friday < weeks.Axis.DayOf(k + 1));
        Assert.InRange(weeks.Mean[week] / weeks.Mean[week + 1], 1.2, 1.7);
        // The held-out end, 23 October to 19 November, holds Singles' Day, and three days before and one after belong to it.
        var apart = report.Scopes[0].Apart;
        Assert.Equal(["holidays", "other days"], apart.Select(days => days.Days));
        Assert.All(apart, days => Assert.Equal(6, days.Series));
        Assert.Equal(6 * 28, apart.Sum(days => days.Steps));
        Assert.InRange(report.Scopes[0].Metrics["mae"].Estimate, apart.Min(days => days.Metrics["mae"].Estimate), apart.Max(days => days.Metrics["mae"].Estimate));
        var total = ForecastServing.Open(shop).All(DemandLevel.Total).Single().Mean;
        Assert.InRange(total[at] / total[at - 7], 3, 5);
    }

    [Fact]
    public void Days_without_stock_do_not_pull_the_forecast_down()
    {
        using var shop = new MemoryShop();
        var random = new RandomStream(5, 0);
        var stockOuts = new List<StockOutDay>();
        Sell(shop, 12, 300, (item, t) =>
        {
            if (random.NextDouble() >= 0.3)
                return 1;
            stockOuts.Add(new StockOutDay($"item{item}", "UK", shop.First.AddDays(t)));
            return 0.4;
        });
        Training.Run(shop, FitContext.Default);
        var ignored = ForecastServing.Open(shop).Forecast("item3").Forecast.Mean.Average();
        shop.Known = new DemandConditions(stockOuts, []);
        var report = Training.Run(shop, FitContext.Default);
        var trial = report.Scopes[0].Inputs.Single(one => one.Input is "stock-outs");
        Assert.True(trial.Used && trial.Difference.Upper < 0, $"{trial}");
        var answer = ForecastServing.Open(shop).Forecast("item3");
        Assert.InRange(ignored, 0.7 * Level(3), 0.9 * Level(3));
        Assert.InRange(answer.Forecast.Mean.Average(), 0.93 * Level(3), 1.07 * Level(3));
        Assert.Contains("stock-outs", answer.Uses.Single(), StringComparison.Ordinal);
        Assert.InRange(ForecastServing.Open(shop).Forecast("item3", step: Step.Week).Forecast.Mean.Average(), 0.93 * 7 * Level(3), 1.07 * 7 * Level(3));
    }

    [Fact]
    public void A_planned_promotion_lifts_its_days_and_one_that_only_sales_tell_of_is_not_foreseen()
    {
        using var shop = new MemoryShop();
        const int Days = 280;
        // A week of promotion in five, the last of them over long ago.
        Sell(shop, 12, Days, (_, t) => t / 7 % 5 == 2 && t < 230 ? 2.5 : 1);
        IEnumerable<Offer> Offers(bool planned) => Enumerable.Range(0, 12).SelectMany(item => Enumerable.Range(0, Days / 7).SelectMany(week => week % 5 == 2 && week * 7 < 230
            ? (Offer[])[new($"item{item}", "", shop.First.AddDays(7 * week), 8, true, planned), new($"item{item}", "", shop.First.AddDays(7 * week + 7), 10, false, planned)]
            : week == 0 ? [new($"item{item}", "", shop.First, 10, false, planned)] : []));
        Offer ahead = new("item3", "", shop.First.AddDays(Days + 7), 8, true, true), after = new("item3", "", shop.First.AddDays(Days + 14), 10, false, true);

        shop.Known = new DemandConditions([], [.. Offers(true), ahead, after]);
        Assert.True(Training.Run(shop, FitContext.Default).Scopes[0].Inputs.Single(one => one.Input is "offers").Used);
        Assert.Empty(Training.Evaluate(shop, FitContext.Default)[0].Apart);
        var mean = ForecastServing.Open(shop).Forecast("item3").Forecast.Mean;
        Assert.InRange(mean[7..14].Sum() / mean[..7].Sum(), 2, 3);
        Assert.InRange(mean[14..21].Sum() / mean[..7].Sum(), 0.9, 1.1);
        Assert.Contains("promotions", ForecastServing.Open(shop).Forecast("item3").Uses.Single(), StringComparison.Ordinal);

        // The same, told after the fact: the past is cleaned of it, of the horizon it tells nothing.
        shop.Known = new DemandConditions([], [.. Offers(false), ahead with { IsPlanned = false }, after with { IsPlanned = false }]);
        Training.Run(shop, FitContext.Default);
        mean = ForecastServing.Open(shop).Forecast("item3").Forecast.Mean;
        Assert.InRange(mean[7..14].Sum() / mean[..7].Sum(), 0.95, 1.05);
    }

    [Fact]
    public void What_makes_forecasts_worse_is_not_used()
    {
        using var shop = new MemoryShop();
        // Flags without a meaning: what sold best is said to have been cut short, so it seems that more was asked for.
        Sell(shop, 12, 300, (_, _) => 1);
        var flags = shop.Demand(new DemandQuery()).SelectMany(series => Enumerable.Range(0, series.Length - 28).Where(t => series.Values[t] > 1.1 * Level(series.Key[^1] - '0'))
            .Select(t => new StockOutDay(series.Key, "UK", series.Axis.DayOf(t)))).ToArray();
        shop.Known = new DemandConditions(flags, []);
        var report = Training.Run(shop, FitContext.Default);
        Assert.False(report.Scopes[0].Inputs.Single(one => one.Input is "stock-outs").Used);
        Assert.Empty(ForecastServing.Open(shop).Forecast("item3").Uses);
    }

    [Fact]
    public void Outliers_that_nothing_tells_of_are_repaired_where_forecasts_gain()
    {
        using var shop = new MemoryShop();
        // A day in five weeks sells a gross more by some buyer of whom nothing is known; those of the held-out end stay in the truth.
        Sell(shop, 12, 300, (item, t) => (t + 11 * item) % 35 == 3 && t < 220 ? 40 : 1);
        var report = Training.Run(shop, FitContext.Default);
        var trial = report.Scopes[0].Inputs.Single();
        Assert.True(trial is { Input: "outliers", Used: true } && trial.Difference.Upper < 0, $"{trial}");
        var answer = ForecastServing.Open(shop).Forecast("item3");
        Assert.InRange(answer.Forecast.Mean.Average(), 0.93 * Level(3), 1.07 * Level(3));
        Assert.Equal("sales without outliers", answer.Uses.Single());
    }

    [Fact]
    public void Where_hardly_a_day_is_odd_no_repair_is_tried()
    {
        using var shop = new MemoryShop();
        Sell(shop, 30, 200, (_, _) => 1);
        Assert.All(Training.Run(shop, FitContext.Default).Scopes, scope => Assert.DoesNotContain(scope.Inputs, trial => trial.Used));
        Assert.Empty(ForecastServing.Open(shop).Forecast("item3").Uses);
    }

    [Fact]
    public void Beyond_the_calendar_days_are_usual_and_the_forecast_says_so()
    {
        using var shop = new MemoryShop { First = new DateOnly(2049, 2, 1), Market = "US" };
        Sell(shop, 3, 300, (_, _) => 1);
        Training.Run(shop, FitContext.Default);
        var forecast = ForecastServing.Open(shop).Forecast("item1", horizon: 60).Forecast;
        Assert.All(forecast.Mean, value => Assert.True(double.IsFinite(value)));
        Assert.Contains("known to 2049", forecast.Fallback, StringComparison.Ordinal);
        Assert.DoesNotContain("known to", ForecastServing.Open(shop).Forecast("item1", horizon: 20).Forecast.Fallback ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("XX")]
    [InlineData("1")]
    public void An_unknown_market_is_refused_with_those_there_are(string market)
    {
        using var shop = new MemoryShop { Market = market };
        Sell(shop, 1, 60, (_, _) => 1);
        var error = Assert.Throws<DataException>(() => Training.Run(shop, FitContext.Default));
        Assert.Equal(("unknown-market", "$.market"), (error.Code, error.Column));
        Assert.Contains("GB, US, DE", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Odd_knowledge_breaks_nothing()
    {
        using var shop = new MemoryShop { Market = "AE" };
        Sell(shop, 2, 80, (_, t) => t is 5 or 6 ? 0 : 1);
        var all = Enumerable.Range(0, 80).Select(t => new StockOutDay("item0", "UK", shop.First.AddDays(t)));
        shop.Known = new DemandConditions([.. all, new("nobody", "", shop.First), new("item1", "", new DateOnly(1, 1, 1))],
            [new("item0", "", shop.First.AddDays(-900), null, true, true), new("item1", "UK", shop.First, 0, false, false), new("item1", "UK", shop.First.AddDays(9), 1e9, true, false)]);
        Training.Run(shop, FitContext.Default);
        foreach (var level in Enum.GetValues<DemandLevel>())
            Assert.All(ForecastServing.Open(shop).All(level, 10), forecast => Assert.All(forecast.Mean, value => Assert.True(double.IsFinite(value) && value >= 0)));
    }

    private static double Level(int item) => 20 + 2 * item;

    private static void Sell(MemoryShop shop, int items, int days, Func<int, int, double> factor)
    {
        for (var item = 0; item < items; item++)
        {
            var random = new RandomStream(7, (ulong)item);
            var sales = new double[days];
            for (var t = 0; t < days; t++)
            {
                var mean = Level(item) * (1 + 0.3 * Math.Sin(2 * Math.PI * t / 7));
                sales[t] = Math.Round(Math.Max(0, mean + Math.Sqrt(mean) * random.NextGaussian()) * factor(item, t));
            }

            shop.Sell($"item{item}", "UK", sales);
        }
    }
}
