using Kirana.Data.Feedback;
using Kirana.Recommend.Evaluation;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

public sealed class ProtocolsTests
{
    [Fact]
    public void All_items_asks_for_new_items_of_the_test_row_only()
    {
        var (train, test) = RankingEvaluationTests.Pair(5, [[0, 1], [2], [3]], [[1, 4, 4], [2], []]);
        var cases = Protocols.AllItems(train, test).Cases;
        Assert.Equal(1, cases.Count);
        Assert.Equal([4], cases.TargetsOf(0).ToArray());
        Assert.Equal([0, 1], cases.ShopperOf(0).Items.ToArray());
        Assert.Equal([0, 1], cases.ExcludedFrom(0).ToArray());
    }

    [Fact]
    public void Leave_one_out_fits_without_the_last_two_and_asks_for_the_last_given_all_before()
    {
        var data = MadeData.Of(6, [0, 1, 2, 3], [4, 5]);
        var split = Protocols.LeaveOneOut(data, fromEnd: 1, withheld: 2);
        Assert.Equal([0, 1], split.Train.ItemsOf(0).ToArray());
        Assert.Equal([4, 5], split.Train.ItemsOf(1).ToArray());
        Assert.Equal(1, split.Cases.Count);
        Assert.Equal([3], split.Cases.TargetsOf(0).ToArray());
        Assert.Equal([0, 1, 2], split.Cases.ShopperOf(0).Items.ToArray());
    }

    [Fact]
    public void Leave_one_out_chooses_settings_by_the_last_but_one()
    {
        var split = Protocols.LeaveOneOut(MadeData.Of(6, [0, 1, 2, 3]), fromEnd: 2, withheld: 2);
        Assert.Equal([2], split.Cases.TargetsOf(0).ToArray());
        Assert.Equal([0, 1], split.Cases.ShopperOf(0).Items.ToArray());
    }

    [Fact]
    public void Leave_one_out_may_fit_on_the_validation_item_too() =>
        Assert.Equal([0, 1, 2], Protocols.LeaveOneOut(MadeData.Of(6, [0, 1, 2, 3]), fromEnd: 1, withheld: 1).Train.ItemsOf(0).ToArray());

    [Fact]
    public void Next_item_asks_every_beginning_and_allows_repeats()
    {
        var train = MadeData.Of(5, [0, 1]);
        var builder = new InteractionsBuilder(new IdMap(), train.Items);
        foreach (var item in new[] { "i2", "i3", "i2" })
            builder.Add("session", item);
        var cases = Protocols.NextItem(train, builder.Build()).Cases;
        Assert.Equal(2, cases.Count);
        Assert.Equal([2], cases.ShopperOf(0).Items.ToArray());
        Assert.Equal([3], cases.TargetsOf(0).ToArray());
        Assert.Equal([2, 3], cases.ShopperOf(1).Items.ToArray());
        Assert.Equal([2], cases.TargetsOf(1).ToArray());
        Assert.True(cases.ExcludedFrom(1).IsEmpty);
    }

    [Fact]
    public void A_temporal_split_keeps_newcomers_apart_and_forgets_what_comes_after()
    {
        var builder = new InteractionsBuilder();
        foreach (var (user, item, time) in new[] { ("a", "x", 1L), ("a", "y", 5L), ("a", "x", 6L), ("a", "z", 9L), ("b", "y", 7L), ("c", "x", 2L) })
            builder.Add(user, item, 1, time);
        var data = builder.Build();
        var split = TemporalSplit.At(data, from: 5, until: 9, repeats: false);
        Assert.Equal(2, split.Train.Count);
        Assert.Equal(1, split.Known.Count);
        Assert.Equal([data.Items.Ids.ToList().IndexOf("y")], split.Known.TargetsOf(0).ToArray());
        Assert.Equal(1, split.New.Count);
        Assert.True(split.New.ShopperOf(0).Items.IsEmpty);

        var repeats = TemporalSplit.At(data, from: 5, until: 9, repeats: true);
        Assert.Equal(2, repeats.Known.TargetsOf(0).Length);
        Assert.True(repeats.Known.ExcludedFrom(0).IsEmpty);
    }

    [Fact]
    public void An_empty_period_is_refused() =>
        Assert.Throws<ArgumentException>(() => TemporalSplit.At(MadeData.Grouped(), from: 5, until: 5, repeats: true));

    [Fact]
    public void A_cut_for_tuning_holds_every_event_once()
    {
        var data = MadeData.Grouped(users: 50, events: 20);
        var split = Protocols.AllItemsCut(data, seed: 1);
        for (var user = 0; user < data.UserCount; user++)
            Assert.Equal(16, split.Train.ItemsOf(user).Length);
        for (var request = 0; request < split.Cases.Count; request++)
            foreach (var target in split.Cases.TargetsOf(request))
                Assert.DoesNotContain(target, split.Cases.ShopperOf(request).Items.ToArray());
    }

    [Fact]
    public void A_cut_of_sessions_asks_the_last_tenth()
    {
        var split = Protocols.NextItemCut(MadeData.Of(4, [.. Enumerable.Repeat(new[] { 0, 1 }, 19), [2, 3, 2]]));
        Assert.Equal(36, split.Train.Count);
        Assert.Equal(3, split.Cases.Count);
    }

    [Fact]
    public void Thinning_spreads_evenly()
    {
        var cases = Protocols.LeaveOneOut(MadeData.Of(10, [.. Enumerable.Range(0, 9).Select(first => new[] { 9, first, first + 1, (first + 5) % 9 })]), 1, 2).Cases;
        var thinned = cases.Thinned(3);
        Assert.Equal(3, thinned.Count);
        Assert.Equal(cases.TargetsOf(3).ToArray(), thinned.TargetsOf(1).ToArray());
        Assert.Same(cases, cases.Thinned(100));
    }

    [Fact]
    public void Files_must_share_their_items() =>
        Assert.Throws<ArgumentException>(() => Protocols.AllItems(MadeData.Grouped(), MadeData.Grouped()));
}
