using CsCheck;
using Kirana.Operate.Reversals;
using Kirana.Operate.Stores;

namespace Kirana.Tests.Platform.Reversals;

public sealed class ReversalMatchingTests
{
    [Fact]
    public void A_return_takes_the_latest_purchase_of_exactly_its_quantity_and_price()
    {
        Assert.Equal([(2, 50_000L)], Match([Bought(1, 1, 5), Bought(2, 2, 5), Bought(3, 3, 9), Bought(4, 4, 5, price: 2)], [Back(9, 5, 5)]));
    }

    [Fact]
    public void Otherwise_the_latest_at_its_price_with_enough_left()
    {
        Assert.Equal([(2, 50_000L)], Match([Bought(1, 1, 7), Bought(2, 2, 8), Bought(3, 3, 4), Bought(4, 4, 8, price: 2)], [Back(9, 5, 5)]));
    }

    [Fact]
    public void Otherwise_the_latest_ones_until_its_quantity_is_used_up()
    {
        Assert.Equal([(3, 40_000L), (2, 20_000L)], Match([Bought(1, 1, 5), Bought(2, 2, 5), Bought(3, 3, 4, price: 2)], [Back(9, 5, 6)]));
    }

    [Fact]
    public void A_purchase_is_not_taken_back_twice()
    {
        var report = Match([Bought(1, 1, 5)], [Back(8, 2, 3), Back(9, 3, 5)], out var found);
        Assert.Equal([(1, 30_000L), (1, 20_000L)], found);
        Assert.Equal(new ReversalReport(2, 1, 1, 0, 5), report);
    }

    [Fact]
    public void A_later_purchase_another_user_and_another_item_stay()
    {
        var report = Match([Bought(1, 5, 5), Bought(2, 1, 5, user: "v"), Bought(3, 1, 5, item: "j"), Bought(4, 1, 5, user: null)],
            [Back(8, 4, 5), Back(9, 6, 5, user: null)], out var found);
        Assert.Empty(found);
        Assert.Equal(2, report.Unmatched);
    }

    [Fact]
    public void A_return_that_names_a_purchase_takes_that_one_and_no_other()
    {
        Assert.Equal([(1, 50_000L)], Match([Bought(1, 1, 5), Bought(2, 2, 5)], [Back(9, 3, 5, reverses: "p1", user: null)]));
        Assert.Empty(Match([Bought(1, 1, 5)], [Back(9, 3, 5, reverses: "gone")]));
    }

    [Fact]
    public void What_is_known_of_a_day_does_not_depend_on_later_returns_and_never_exceeds_what_was_bought()
    {
        var bought = Gen.Select(Gen.Int[0, 20], Gen.Int[1, 5], Gen.Int[1, 2]).Array[0, 12];
        Gen.Select(bought, bought).Sample((purchases, returns) =>
        {
            var sold = purchases.Select((p, i) => Bought(i + 1, p.Item1, p.Item2, p.Item3)).ToList();
            var back = returns.Select((r, i) => Back(i + 100, r.Item1, r.Item2, r.Item3)).OrderBy(r => r.Time).ThenBy(r => r.Key).ToList();
            var all = Match(sold, back);
            Assert.All(all.GroupBy(part => part.Purchase), parts => Assert.True(parts.Sum(part => part.Quantity) <= sold[parts.Key - 1].Quantity));
            var first = Match(sold, back.Take(back.Count / 2).Reverse().ToList());
            Assert.Equal(first, all.Take(first.Count));
        }, iter: 500);
    }

    private static Purchase Bought(int key, int time, int quantity, int price = 1, string? user = "u", string item = "i") =>
        new((UInt128)key, $"p{key}", user, item, time, quantity * 10_000L, price);

    private static Return Back(int key, int time, int quantity, int price = 1, string? user = "u", string? reverses = null) =>
        new((UInt128)key, reverses, user, "i", time, quantity * 10_000L, price);

    private static List<(int Purchase, long Quantity)> Match(IReadOnlyList<Purchase> purchases, IReadOnlyList<Return> returns)
    {
        Match(purchases, returns, out var found);
        return found;
    }

    private static ReversalReport Match(IReadOnlyList<Purchase> purchases, IReadOnlyList<Return> returns, out List<(int Purchase, long Quantity)> found)
    {
        var reversals = new List<Reversal>();
        var report = ReversalMatching.Match(purchases, returns, reversals);
        found = [.. reversals.Select(part => ((int)part.Purchase, part.Quantity))];
        return report;
    }
}
