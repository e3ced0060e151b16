using CsCheck;
using Kirana.Data.Feedback;
using Kirana.Recommend.Evaluation;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

public sealed class StratifiedDrawTests
{
    [Fact]
    public void Strata_keep_their_shares_and_of_a_small_one_a_few_remain()
    {
        // 900 of the first, 96 of the second, 4 of the third.
        int[] strata = [.. Enumerable.Range(0, 1000).Select(one => one < 900 ? 7 : one < 996 ? 3 : 5)];
        var drawn = StratifiedDraw.Of(strata, 100, least: 3).CountBy(one => strata[one]).ToDictionary();
        // Three of each, and of the 91 others 91·897/991 = 82.4, 91·93/991 = 8.5 and 91·1/991 = 0.1.
        Assert.Equal((85, 12, 3), (drawn[7], drawn[3], drawn[5]));
        var proportional = StratifiedDraw.Of(strata, 100, least: 0).CountBy(one => strata[one]).ToDictionary();
        Assert.Equal((90, 10), (proportional[7], proportional[3]));
        Assert.False(proportional.ContainsKey(5));
    }

    [Fact]
    public void It_draws_what_is_asked_for_each_once_in_order_and_spread_over_a_stratum() =>
        Gen.Select(Gen.Int[0, 6].Array[2, 200], Gen.Int[1, 199], Gen.Int[0, 30]).Where((strata, most, _) => most < strata.Length).Sample((strata, most, least) =>
        {
            var drawn = StratifiedDraw.Of(strata, most, least);
            Assert.Equal(most, drawn.Length);
            Assert.Equal(drawn.Distinct().Order(), drawn);
            var room = Math.Min(least, most / strata.Distinct().Count());
            foreach (var stratum in strata.Distinct())
                Assert.True(drawn.Count(one => strata[one] == stratum) >= Math.Min(room, strata.Count(one => one == stratum)));
        });

    [Fact]
    public void Cases_are_drawn_with_their_answers()
    {
        var (train, test) = (new InteractionsBuilder(), new InteractionsBuilder());
        for (var user = 0; user < 40; user++)
        {
            train.Add($"u{user}", "known", 1, 0);
            test.Add($"u{user}", user < 36 ? "bread" : "caviar", 1, 1);
        }

        foreach (var item in new[] { "bread", "caviar" })
            train.Add("somebody", item, 1, 0);
        var all = Protocols.AllItems(train.Build(), Over(train, test)).Cases;
        var drawn = all.Stratified(10, 2, request => all.TargetsOf(request)[0]);
        Assert.Equal(10, drawn.Count);
        Assert.InRange(Enumerable.Range(0, 10).Count(request => drawn.TargetsOf(request)[0] == train.Items.GetOrAdd("caviar")), 2, 3);
        Assert.Same(all, all.Stratified(40, 2, _ => 0));
    }

    private static Interactions Over(InteractionsBuilder train, InteractionsBuilder test)
    {
        var (built, over) = (test.Build(), new InteractionsBuilder(train.Users, train.Items));
        for (var user = 0; user < built.UserCount; user++)
            foreach (var item in built.ItemsOf(user))
                over.Add(built.Users[user], built.Items[item], 1, 1);
        return over.Build();
    }
}
