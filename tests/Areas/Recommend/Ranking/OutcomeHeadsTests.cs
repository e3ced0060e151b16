using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Random;
using Kirana.Policies.Simulation;
using Kirana.Recommend.Ranking;

namespace Kirana.Tests.Areas.Recommend.Ranking;

public sealed class OutcomeHeadsTests
{
    private const int Width = 7;

    private static readonly CommerceSimulator Simulator = new()
    {
        Shoppers = 60, Items = 80, Categories = 5, Days = 120, PurchasesPerShopper = 40, ClickRate = 0.2, CartRate = 0.4, Launches = 0, PriceSpread = new Marginal([0, 1], [1, 30]),
        ShopperSpread = new Marginal([0, 1], [0.5, 2]), ItemSpread = new Marginal([0, 1], [0.5, 2]),
    };

    private static readonly Lazy<(SimulatedShop Shop, OutcomeRows Rows, OutcomeModel Model, float[] Later, List<(Chances Truth, SimulatedEvent Shown)> Truths)> Learnt = new(Learn);

    [Fact]
    public void Chances_are_the_true_ones_within_two_hundredths_in_every_bin()
    {
        var (_, _, model, later, truths) = Learnt.Value;
        var chances = new OutcomeChances[truths.Count];
        model.Predict(later, chances);
        Assert.True(Error([.. chances.Select(one => one.Click)], [.. truths.Select(one => one.Truth.Click)]) <= 0.02);
        Assert.True(Error([.. chances.Select(one => one.Cart)], [.. truths.Select(one => one.Truth.Cart)]) <= 0.02);
        Assert.True(Error([.. chances.Select(one => one.Purchase)], [.. truths.Select(one => one.Truth.Purchase)]) <= 0.02);
        // Small chances could hide in two hundredths: in the mean they are right as well.
        Assert.InRange(chances.Average(one => one.Purchase) / truths.Average(one => one.Truth.Purchase), 0.85, 1.15);
        // And they tell rows apart: the tenth called likeliest is clicked far more often than the mean.
        var order = Enumerable.Range(0, chances.Length).OrderByDescending(row => chances[row].Click).Take(chances.Length / 10);
        Assert.True(order.Average(row => truths[row].Truth.Click) > 1.8 * truths.Average(one => one.Truth.Click));
    }

    [Fact]
    public void Expected_revenue_earns_more_than_clicks()
    {
        var (shop, _, model, later, truths) = Learnt.Value;
        double byClicks = 0, byRevenue = 0;
        // Of forty items shown lately ten are listed; the truth says what each list earns.
        for (var start = 0; start + 40 <= truths.Count; start += 40)
        {
            var chances = new OutcomeChances[40];
            model.Predict(later.AsSpan(start * Width, 40 * Width), chances);
            byClicks += Earned(truths.GetRange(start, 40), [.. chances.Select(one => (double)one.Click)]);
            byRevenue += Earned(truths.GetRange(start, 40), [.. chances.Select((one, i) => one.Revenue(truths[start + i].Shown.Price))]);
        }

        Assert.True(byRevenue > 1.1 * byClicks, $"{byRevenue} by revenue, {byClicks} by clicks");
    }

    [Fact]
    public void A_purchase_is_never_likelier_than_the_cart_nor_that_than_a_click()
    {
        var (_, _, model, later, truths) = Learnt.Value;
        var chances = new OutcomeChances[truths.Count];
        model.Predict(later, chances);
        Assert.All(chances, one => Assert.True(one.Purchase >= 0 && one.Purchase <= one.Cart && one.Cart <= one.Click && one.Click <= 1));
    }

    [Fact]
    public void Predicting_allocates_nothing_once_warm()
    {
        var (_, _, model, later, _) = Learnt.Value;
        var chances = new OutcomeChances[500];
        model.Predict(later.AsSpan(0, 500 * Width), chances);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            model.Predict(later.AsSpan(0, 500 * Width), chances);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_latest_rows_calibrate_what_the_earlier_ones_taught()
    {
        // The same row is bought half as often later on.
        var rows = new OutcomeRows(["x"]);
        for (var i = 0; i < 4000; i++)
            rows.Add([i % 2], i % (i < 3000 ? 4 : 8) == 1 ? OutcomeStage.Purchase : OutcomeStage.None, i);
        var chances = new OutcomeChances[1];
        new OutcomeHeads().Fit(rows, FitContext.Default).Predict([1f], chances);
        Assert.InRange(chances[0].Purchase, 0.22f, 0.28f);
        // Nobody clicked without buying: a click is a purchase.
        Assert.Equal(chances[0].Purchase, chances[0].Click, 1e-6f);
    }

    [Fact]
    public void The_latest_rows_teach_too()
    {
        // Rows of x = 2 come in the last quarter only, and there are few.
        var (rows, random) = (new OutcomeRows(["x"]), new RandomStream(1));
        for (var i = 0; i < 8000; i++)
        {
            var x = i >= 6000 && i % 25 == 0 ? 2 : random.Next(2);
            rows.Add([x], random.NextDouble() < new[] { 0.05, 0.2, 0.6 }[x] ? OutcomeStage.Purchase : OutcomeStage.None, i);
        }

        var chances = new OutcomeChances[3];
        new OutcomeHeads().Fit(rows, FitContext.Default).Predict([0f, 1f, 2f], chances);
        Assert.InRange(chances[0].Purchase, 0.03f, 0.08f);
        Assert.InRange(chances[1].Purchase, 0.15f, 0.25f);
        Assert.InRange(chances[2].Purchase, 0.4f, 0.8f);
    }

    [Fact]
    public void A_row_that_stands_for_many_counts_as_many()
    {
        var rows = new OutcomeRows(["x"]);
        for (var i = 0; i < 4000; i++)
            rows.Add([0], i % 2 == 0 ? OutcomeStage.Click : OutcomeStage.None, i, weight: i % 2 == 0 ? 1 : 9);
        var chances = new OutcomeChances[1];
        new OutcomeHeads().Fit(rows, FitContext.Default).Predict([0f], chances);
        Assert.InRange(chances[0].Click, 0.09f, 0.11f);
    }

    [Fact]
    public void Rows_of_which_nothing_came_are_an_error_with_a_hint()
    {
        var rows = new OutcomeRows(["x"]);
        for (var i = 0; i < 100; i++)
            rows.Add([i], OutcomeStage.None, i);
        var error = Assert.Throws<DataException>(() => new OutcomeHeads().Fit(rows, FitContext.Default));
        Assert.Equal((OutcomeHeads.NoOutcomes, false), (error.Code, error.Hint is null));
        Assert.Throws<ArgumentException>(() => new OutcomeHeads { CalibrationShare = 1 }.Fit(rows, FitContext.Default));
        Assert.Throws<ArgumentException>(() => rows.Add([1, 2], OutcomeStage.None, 0));
    }

    /// <summary>Learns from the first hundred days of a simulated shop; features are counts of what came before each impression.</summary>
    private static (SimulatedShop, OutcomeRows, OutcomeModel, float[], List<(Chances, SimulatedEvent)>) Learn()
    {
        var shop = Simulator.Open();
        var events = shop.Run().Events;
        var stages = events.GroupBy(one => (one.Shopper, one.Visit, one.Item)).ToDictionary(group => group.Key, group => (OutcomeStage)group.Max(one => (int)one.Kind));
        var (shown, clicked, carted) = (new double[3, 600], new double[3, 600], new double[3, 600]);
        var rows = new OutcomeRows(["place", "shopper-category", "item", "item-cart", "shopper", "price", "price-share"]);
        var (later, truths, row) = (new List<float>(), new List<(Chances, SimulatedEvent)>(), new float[Width]);
        var from = SimulatedShop.Start + 100 * TimeSpan.MicrosecondsPerDay;
        foreach (var one in events.Where(one => one.Kind == SimulatedEventKind.Impression).OrderBy(one => one.Time).ThenBy(one => one.Shopper).ThenBy(one => one.Position))
        {
            int[] keys = [one.Shopper * Simulator.Categories + shop.CategoryOf(one.Item), one.Item, one.Shopper];
            double Share(double[,] of, int which, double[,] per, double prior) => (of[which, keys[which]] + 20 * prior) / (per[which, keys[which]] + 20);
            row = [one.Position, (float)Share(clicked, 0, shown, 0.2), (float)Share(clicked, 1, shown, 0.2), (float)Share(carted, 1, clicked, 0.4), (float)Share(clicked, 2, shown, 0.2),
                (float)one.Price, (float)(one.Price / Enumerable.Range(0, 4).Max(week => shop.PriceOf(one.Item, one.Time + 7 * week * TimeSpan.MicrosecondsPerDay)))];
            var stage = stages[(one.Shopper, one.Visit, one.Item)];
            if (one.Time < from)
                rows.Add(row, stage, one.Time);
            else
            {
                later.AddRange(row);
                truths.Add((shop.ChancesOf(one.Shopper, one.Item, one.Position, one.Price, one.Time), one));
            }

            for (var which = 0; which < keys.Length; which++)
            {
                shown[which, keys[which]]++;
                clicked[which, keys[which]] += stage >= OutcomeStage.Click ? 1 : 0;
                carted[which, keys[which]] += stage >= OutcomeStage.Cart ? 1 : 0;
            }
        }

        return (shop, rows, new OutcomeHeads().Fit(rows, FitContext.Default), [.. later], truths);
    }

    private static double Earned(List<(Chances Truth, SimulatedEvent Shown)> items, double[] scores)
    {
        var sum = 0.0;
        foreach (var i in Enumerable.Range(0, items.Count).OrderByDescending(i => scores[i]).Take(10))
            sum += items[i].Truth.Purchase * items[i].Shown.Price;
        return sum;
    }

    /// <summary>The expected calibration error against the truth: over bins of equal width, the mean distance of what is said from what is true.</summary>
    private static double Error(float[] said, double[] truth) => Enumerable.Range(0, said.Length).GroupBy(row => Math.Min(19, (int)(20 * said[row])))
        .Sum(bin => Math.Abs(bin.Sum(row => said[row] - truth[row]))) / said.Length;
}
