using Kirana.Data.Fitting;
using Kirana.Policies.Simulation;
using Kirana.Recommend;
using Kirana.Recommend.Neighbors;

namespace Kirana.Tests.Areas.Policies.Simulation;

public sealed class CommerceSimulatorTests
{
    private const long Day = TimeSpan.MicrosecondsPerDay;

    private static readonly CommerceSimulator Options = new() { Shoppers = 200, Items = 200, Categories = 6, Days = 120, PurchasesPerShopper = 15 };
    private static readonly Lazy<(SimulatedShop Shop, SimulatedLog Log)> Made = new(() =>
    {
        var shop = Options.Open();
        return (shop, shop.Run(threads: 2));
    });

    [Fact]
    public void A_log_is_the_same_at_any_number_of_threads_and_another_with_another_seed()
    {
        var small = Options with { Shoppers = 80, PurchasesPerShopper = 2 };
        var one = small.Open().Run(threads: 1).Events;
        Assert.Equal(one, small.Open().Run(threads: 4).Events);
        Assert.NotEqual(one, (small with { Seed = 2 }).Open().Run().Events);
    }

    [Fact]
    public void Rates_are_those_asked_for_within_a_tenth()
    {
        var counts = CountsOf(Made.Value.Log);
        Assert.InRange(counts[SimulatedEventKind.Click] / counts[SimulatedEventKind.Impression] / Options.ClickRate, 0.9, 1.1);
        Assert.InRange(counts[SimulatedEventKind.Cart] / counts[SimulatedEventKind.Click] / Options.CartRate, 0.9, 1.1);
        Assert.InRange(counts[SimulatedEventKind.Purchase] / counts[SimulatedEventKind.Cart] / Options.PurchaseRate, 0.9, 1.1);
        Assert.InRange(counts[SimulatedEventKind.Purchase] / Options.Shoppers / Options.PurchasesPerShopper, 0.85, 1.15);
    }

    [Fact]
    public void Purchases_spread_over_shoppers_and_items_as_in_the_sample_shop()
    {
        var purchases = Made.Value.Log.Events.Where(one => one.Kind == SimulatedEventKind.Purchase).ToArray();
        // In units of the mean; half of the shoppers make few purchases, so counts are coarse there.
        Near(Marginal.PurchasesPerShopper, purchases.CountBy(one => one.Shopper).ToDictionary(), Options.Shoppers, tolerance: 0.1);
        Near(Marginal.PurchasesPerItem, purchases.CountBy(one => one.Item).ToDictionary(), Options.Items, tolerance: 0.1);

        static void Near(Marginal marginal, Dictionary<int, int> found, int count, double tolerance)
        {
            var wanted = Enumerable.Range(0, count).Select(i => marginal.At((i + 0.5) / count)).ToArray();
            var counts = Enumerable.Range(0, count).Select(i => (double)found.GetValueOrDefault(i)).Order().ToArray();
            // The Lorenz curve: what share of all the least active tenths have.
            for (var tenth = 1; tenth < 10; tenth++)
                Assert.InRange(
                    counts[..(count * tenth / 10)].Sum() / counts.Sum(), wanted[..(count * tenth / 10)].Sum() / wanted.Sum() - tolerance, wanted[..(count * tenth / 10)].Sum() / wanted.Sum() + tolerance);
        }
    }

    [Fact]
    public void Prices_are_those_of_the_sample_shop()
    {
        var shop = Made.Value.Shop;
        // Over the weeks the usual price is the highest.
        var prices = Enumerable.Range(0, Options.Items).Select(item => Enumerable.Range(0, 17).Max(week => shop.PriceOf(item, SimulatedShop.Start + 7 * week * Day))).Order().ToArray();
        foreach (var level in new[] { 0.1, 0.5, 0.9 })
            Assert.InRange(prices[(int)(level * Options.Items)] / Marginal.Prices.At(level), 0.95, 1.05);
        Assert.All(Enumerable.Range(0, Options.Items), item => Assert.True(shop.MarginOf(item, 100 * prices[^1]) < 100 * prices[^1]));
    }

    [Fact]
    public void Lower_places_are_clicked_less_by_the_law_asked_for()
    {
        var at = Made.Value.Log.Events.GroupBy(one => (one.Kind, one.Position)).ToDictionary(group => group.Key, group => (double)group.Count());
        double Rate(int place) => at[(SimulatedEventKind.Click, place)] / at[(SimulatedEventKind.Impression, place)];
        foreach (var place in new[] { 2, 4, 8 })
            Assert.InRange(Rate(place) / Rate(1) / Math.Pow(place, -Options.PositionBias), 0.85, 1.15);
    }

    [Fact]
    public void Answers_come_as_often_as_the_truth_says()
    {
        var (shop, outcomes) = (Made.Value.Shop, new ItemOutcome[10]);
        double told = 0, clicked = 0, toldBought = 0, bought = 0;
        for (var visit = 0; visit < 25_000; visit++)
        {
            var (shopper, time) = (visit % Options.Shoppers, SimulatedShop.Start + visit % 100 * Day);
            int[] list = [.. Enumerable.Range(visit % 190, 10)];
            shop.Respond(shopper, list, time, visit, outcomes);
            foreach (var one in outcomes)
            {
                var truth = shop.ChancesOf(shopper, one.Item, one.Position, one.Price, time);
                (told, toldBought) = (told + truth.Click, toldBought + truth.Purchase);
                (clicked, bought) = (clicked + (one.Clicked ? 1 : 0), bought + (one.Purchased ? 1 : 0));
                Assert.True((!one.Purchased || one.Carted) && (!one.Carted || one.Clicked));
                Assert.Equal(one.Purchased ? one.Price : 0, one.Revenue);
            }
        }

        Assert.InRange(clicked / told, 0.97, 1.03);
        Assert.InRange(bought / toldBought, 0.93, 1.07);
    }

    [Fact]
    public void A_higher_price_is_bought_less_and_a_lower_place_clicked_less()
    {
        var (shop, time) = (Made.Value.Shop, SimulatedShop.Start + 119 * Day);
        for (var item = 0; item < 50; item++)
        {
            var (price, usual) = (shop.PriceOf(item, time), shop.ChancesOf(7, item, 1, shop.PriceOf(item, time), time));
            Assert.True(shop.ChancesOf(7, item, 1, 1.3 * price, time).Purchase < usual.Purchase);
            Assert.Equal(usual.Click, shop.ChancesOf(7, item, 1, 1.3 * price, time).Click);
            Assert.True(shop.ChancesOf(7, item, 5, price, time).Click < usual.Click);
        }
    }

    [Fact]
    public void Nothing_is_bought_before_its_launch()
    {
        var (shop, log) = Made.Value;
        Assert.InRange(Enumerable.Range(0, Options.Items).Count(item => shop.LaunchOf(item) > SimulatedShop.Start) / (double)Options.Items, 0.18, 0.38);
        Assert.All(log.Events, one => Assert.True(one.Time >= shop.LaunchOf(one.Item)));
        var late = Enumerable.Range(0, Options.Items).First(item => shop.LaunchOf(item) > SimulatedShop.Start);
        Assert.Equal(default, shop.ChancesOf(0, late, 1, 1, SimulatedShop.Start));
    }

    [Fact]
    public void Tastes_drift_and_categories_have_seasons()
    {
        var still = (Options with { Drift = 0, Seasonality = 0, Launches = 0 }).Open();
        var moving = (Options with { Drift = 1, Seasonality = 0, Launches = 0 }).Open();
        var seasonal = (Options with { Drift = 0, Seasonality = 2, Launches = 0 }).Open();
        double Change(SimulatedShop shop) => Enumerable.Range(0, 50).Sum(item => Math.Abs(Click(shop, item, 0) / Click(shop, item, 110) - 1));
        Assert.Equal(0, Change(still));
        Assert.True(Change(moving) > 5 && Change(seasonal) > 5);

        static double Click(SimulatedShop shop, int item, int day) => shop.ChancesOf(3, item, 1, 1, SimulatedShop.Start + day * Day).Click;
    }

    [Fact]
    public void The_same_item_on_the_same_visit_meets_the_same_luck_at_any_place()
    {
        var shop = Made.Value.Shop;
        var (first, last) = (new ItemOutcome[10], new ItemOutcome[10]);
        for (var visit = 0; visit < 500; visit++)
        {
            shop.Respond(5, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], SimulatedShop.Start + 119 * Day, visit, first);
            shop.Respond(5, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], SimulatedShop.Start + 119 * Day, visit, last);
            for (var place = 0; place < 5; place++)
                Assert.True(first[place].Clicked || !last[9 - place].Clicked);
        }
    }

    [Fact]
    public void Recommenders_learn_from_a_log()
    {
        var log = Made.Value.Log;
        var half = SimulatedShop.Start + 60 * Day;
        var bought = log.Interactions(SimulatedEventKind.Purchase, half);
        Assert.True(bought.Count < log.Interactions(SimulatedEventKind.Purchase).Count);
        Assert.All(Enumerable.Range(0, bought.UserCount), user => Assert.All(bought.TimesOf(user).ToArray(), time => Assert.True(time < half)));
        var scores = new float[Options.Items];
        new ItemNeighbors().Fit(bought, FitContext.Default).Score(Shopper.Of(bought, Enumerable.Range(0, bought.UserCount).MaxBy(user => bought.ItemsOf(user).Length)), scores);
        Assert.Contains(scores, float.IsFinite);
    }

    [Fact]
    public void Every_fault_of_the_options_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => new CommerceSimulator
        {
            Shoppers = 0, Items = 1, Categories = 0, Days = 0, PurchasesPerShopper = 0, ListLength = 0, ClickRate = 0, CartRate = 1, PurchaseRate = 2, PositionBias = -1,
            PriceResponse = -1, TasteSpread = -1, Drift = 2, Seasonality = -1, Launches = 2, PriceSpread = new Marginal([0, 1], [1, 0]),
        }.Open());
        Assert.All(
            ["Shoppers", "Items", "Categories", "Days", "PurchasesPerShopper", "ListLength", "ClickRate", "CartRate", "PurchaseRate", "PositionBias", "PriceResponse", "TasteSpread", "Drift", "Seasonality", "Launches", "PriceSpread"],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    private static Dictionary<SimulatedEventKind, double> CountsOf(SimulatedLog log) => log.Events.CountBy(one => one.Kind).ToDictionary(pair => pair.Key, pair => (double)pair.Value);
}
