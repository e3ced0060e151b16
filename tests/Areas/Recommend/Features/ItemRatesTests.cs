using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Random;
using Kirana.Recommend.Features;
using Kirana.Recommend.Reranking;

namespace Kirana.Tests.Areas.Recommend.Features;

public sealed class ItemRatesTests
{
    private const long Day = TimeSpan.MicrosecondsPerDay;
    private const int Impression = 0, Click = 1, View = 2, Purchase = 3, Return = 4;

    [Fact]
    public void Rates_are_drawn_to_the_department_and_to_the_shop_as_worked_out_by_hand()
    {
        var log = Log("tea", "mug", "cup");
        foreach (var (item, views, purchases) in new[] { (0, 100, 10), (1, 50, 20), (2, 10, 0) })
        {
            log.Add(View, item, views, 0);
            if (purchases > 0)
                log.Add(Purchase, item, purchases, 0);
        }

        log.Add(Return, 1, 5, 0);
        var items = new IdMap(["tea", "mug", "cup"]);
        var traits = new ItemTraits(items, id => new ItemTrait { Category = id is "tea" ? "Food" : "Home" });
        var rates = ItemRates.Of(log.Build(), items, traits, Day);

        // Among departments: Σ n (p − P)² = 100 (0.1 − 0.1875)² + 60 (1/3 − 0.1875)², P = 30/160.
        const double P = 0.1875, V = P * (1 - P), Spread = 100 * (0.1 - P) * (0.1 - P) + 60 * (1 / 3.0 - P) * (1 / 3.0 - P);
        const double Rho = (Spread - V) / (V * (160 - (100 * 100 + 60 * 60) / 160.0 - 1)), K = 1 / Rho - 1;
        var food = (10 + K * P) / (100 + K);
        var home = (20 + K * P) / (60 + K);
        Assert.Equal((food, home), (rates.DepartmentOf(0).Conversion, rates.DepartmentOf(1).Conversion), Near);
        // Within them only Home has two items, of 20/60 in all.
        const double Within = 50 * (0.4 - 1 / 3.0) * (0.4 - 1 / 3.0) + 10 / 9.0, W = 2 / 9.0;
        const double Own = (Within - W) / (W * (60 - (50 * 50 + 10 * 10) / 60.0 - 1)), Strength = 1 / Own - 1;
        Assert.Equal((20 + Strength * home) / (50 + Strength), rates.ConversionOf(1), 1e-6);
        Assert.Equal(Strength * home / (10 + Strength), rates.ConversionOf(2), 1e-6);
        Assert.Equal((P, 5 / 30.0), (rates.Shop.Conversion, rates.Shop.Returns), Near);
        Assert.True(float.IsNaN(rates.Shop.ClickThrough));

        var (own, department) = rates.ReturnFeatures(1, 1);
        Assert.Equal(Math.Log(rates.ReturnsOf(1) / (5 / 30.0)), own, 1e-5);
        Assert.Equal(Math.Log(rates.DepartmentOf(1).Returns / (5 / 30.0)), department, 1e-5);
        Assert.Equal((float.NaN, float.NaN), ItemRates.Of(Log("tea").Build(), items, traits, Day).ReturnFeatures(1, 1));
    }

    [Fact]
    public void Newer_events_count_more_and_a_day_counts_from_its_end_on()
    {
        var log = Log("tea", "mug");
        log.Add(Impression, 0, 100, 0);
        log.Add(Click, 0, 50, Day - 1);
        log.Add(Impression, 0, 100, 60 * Day);
        log.Add(Impression, 1, 150, 60 * Day);
        var items = new IdMap(["mug", "tea"]);
        // After 61 days the first day is 60 days past, and half of it is left; the last day ends just then.
        Assert.Equal(25 / 300.0, ItemRates.Of(log.Build(), items, null, 61 * Day).Shop.ClickThrough, 1e-6);
        Assert.Equal(0.5, ItemRates.Of(log.Build(), items, null, 61 * Day - 1).Shop.ClickThrough, 1e-6);
    }

    [Fact]
    public void Clicks_are_looks_where_no_views_are_recorded_and_more_purchases_than_looks_are_all_of_them()
    {
        var log = Log("tea", "mug");
        log.Add(Click, 0, 10, 0);
        log.Add(Purchase, 0, 30, 0);
        log.Add(Click, 1, 30, 0);
        var rates = ItemRates.Of(log.Build(), new IdMap(["tea", "mug"]), null, Day);
        Assert.Equal(0.25, rates.Shop.Conversion, 1e-6);
        Assert.InRange(rates.ConversionOf(0), rates.ConversionOf(1), 1);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(60)]
    public void The_strength_of_the_prior_is_that_of_the_members(double strength)
    {
        const int Members = 4000;
        var random = new RandomStream(5, (ulong)strength);
        var (won, tried, all) = (new double[Members], new double[Members], (Won: 0.0, Tried: 0.0));
        for (var member = 0; member < Members; member++)
        {
            // Polya's urn draws from a beta-binomial of mean 0.2.
            tried[member] = 1 + random.Next(80);
            for (var trial = 0; trial < tried[member]; trial++)
                won[member] += random.NextDouble() < (0.2 * strength + won[member]) / (strength + trial) ? 1 : 0;
            all = (all.Won + won[member], all.Tried + tried[member]);
        }

        Assert.InRange(RatePrior.Strength(won, tried, new int[Members], [all]), 0.85 * strength, 1.15 * strength);
    }

    [Fact]
    public void Members_that_differ_no_more_than_chance_are_drawn_together()
    {
        double[] won = [10, 11, 9, 10], tried = [100, 100, 100, 100];
        Assert.Equal(10_000, RatePrior.Strength(won, tried, new int[4], [(40, 400)]));
        Assert.Equal(0.1, RatePrior.Smoothed(9, 100, 0.1, 10_000), 1e-3);
    }

    [Fact]
    public void A_log_of_other_rows_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ItemRates.Of(new InteractionsBuilder(new IdMap(["view"])).Build(), new IdMap(), null, 0));
        Assert.Contains("impression, click, view, purchase, return", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_read_is_what_was_written()
    {
        var purchases = Ranking.MadePurchases.Of(shoppers: 30, items: 40);
        var traits = new ItemTraits(purchases.Items, id => new ItemTrait { Category = id[^1..] });
        var features = PairFeatures.Of(purchases, MadeLooks.LogOf(purchases, 1), MadeOpinions.Of(purchases, 1), [new Festival("feast", 100 * Day), new("feast", 410 * Day)], traits, 400 * Day);
        var writer = new ModelWriter("features", 1, 1);
        features.Save(writer);
        var read = PairFeatures.Read(ModelReader.Parse(writer.ToArray(), "features"), purchases.Items);
        var shopper = new Kirana.Recommend.Shopper(purchases.ItemsOf(3), purchases.WeightsOf(3), purchases.TimesOf(3), 400 * Day);
        using var facts = new ShopperFacts(shopper, features);
        using var again = new ShopperFacts(shopper, read);
        var (row, other) = (new float[PairFeatures.Names.Length], new float[PairFeatures.Names.Length]);
        for (var item = 0; item < purchases.ItemCount; item++)
        {
            features.Write(facts, item, row);
            read.Write(again, item, other);
            Assert.Equal(row, other);
            Assert.True(float.IsFinite(row[Array.IndexOf(PairFeatures.Names, "item-season")]));
            Assert.Equal(10, row[Array.IndexOf(PairFeatures.Names, "festival-days")]);
            Assert.True(float.IsFinite(row[Array.IndexOf(PairFeatures.Names, "item-festival")]));
            Assert.True(float.IsFinite(row[Array.IndexOf(PairFeatures.Names, "item-returns")]));
            Assert.All(new[] { "item-rating", "item-ratings", "item-dwell" }, name => Assert.True(float.IsFinite(row[Array.IndexOf(PairFeatures.Names, name)])));
        }
    }

    private static InteractionsBuilder Log(params string[] items) => new(new IdMap(ItemRates.Kinds), new IdMap(items));

    private static bool Near((double, double) expected, (double, double) found) => Math.Abs(expected.Item1 - found.Item1) < 1e-6 && Math.Abs(expected.Item2 - found.Item2) < 1e-6;
}
