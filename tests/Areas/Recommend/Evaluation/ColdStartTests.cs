using Kirana.Recommend.Evaluation;

namespace Kirana.Tests.Areas.Recommend.Evaluation;

public sealed class ColdStartTests
{
    [Fact]
    public void Withheld_items_are_asked_for_and_never_learnt_from()
    {
        var data = MadeData.Of(5, [0, 1, 4, 2, 3], [4, 0], [1, 2]);
        bool[] isNew = [false, false, false, true, true];
        var split = ColdStart.WithheldItems(data, isNew);
        // The first user is asked at item 4; the second has no history before it; the third has nothing new.
        Assert.Equal(1, split.Cases.Count);
        Assert.Equal([0, 1], split.Cases.ShopperOf(0).Items);
        Assert.Equal([3, 4], split.Cases.TargetsOf(0));
        Assert.Equal(6, split.Train.Count);
        Assert.All(Enumerable.Range(0, 3), user => Assert.DoesNotContain(split.Train.ItemsOf(user).ToArray(), item => isNew[item]));
    }

    [Fact]
    public void With_a_moment_only_what_came_before_is_learnt_from()
    {
        var data = MadeData.Of(5, [0, 1, 4, 2, 3], [4, 0], [1, 2]);
        var split = ColdStart.WithheldItems(data, [false, false, false, true, true], from: 3);
        Assert.Equal(1, split.Cases.Count);
        Assert.Equal([0, 1], split.Cases.ShopperOf(0).Items);
        Assert.Equal([3], split.Cases.TargetsOf(0));
        Assert.Equal(3, split.Cases.ShopperOf(0).Now);
        Assert.Equal(5, split.Train.Count);
    }

    [Fact]
    public void Launched_is_what_nobody_had_before() =>
        Assert.Equal([false, false, true, true, true], ColdStart.Launched(MadeData.Of(5, [0, 1, 2], [0, 0, 3]), from: 2));

    [Fact]
    public void Withheld_users_teach_nothing_and_are_asked_with_their_first_events()
    {
        var data = MadeData.Grouped(users: 50, items: 30, events: 8);
        var split = ColdStart.WithheldUsers(data, 0.2, known: 3, followed: 2, seed: 1);
        Assert.Equal(10, split.Cases.Count);
        Assert.Equal(40 * 8, split.Train.Count);
        for (var request = 0; request < split.Cases.Count; request++)
        {
            Assert.Equal(3, split.Cases.ShopperOf(request).Items.Length);
            Assert.InRange(split.Cases.TargetsOf(request).Length, 1, 2);
        }

        Assert.True(ColdStart.WithheldUsers(data, 0.2, known: 0, followed: 2, seed: 1).Cases.ShopperOf(0).Items.IsEmpty);
    }

    [Fact]
    public void The_same_seed_draws_the_same() => Assert.Equal(ColdStart.Drawn(100, 0.3, 7), ColdStart.Drawn(100, 0.3, 7));

    [Fact]
    public void A_share_outside_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => ColdStart.Drawn(10, 1, 1));
}
