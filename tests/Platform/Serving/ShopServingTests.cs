using Kirana.Operate.Registry;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

public sealed class ShopServingTests : IDisposable
{
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(120);
    private static readonly RecommendOptions Ten = new();

    private readonly LiveShop _shop = LiveShop.Filled();
    private readonly ManualClock _clock = new(Now);
    private readonly ShopServing _serving;

    public ShopServingTests() => _serving = ShopServing.Open(_shop, _clock);

    public void Dispose()
    {
        _serving.Dispose();
        _shop.Dispose();
    }

    [Fact]
    public void A_customer_gets_the_same_list_as_by_the_command()
    {
        var list = _serving.Recommend("customer4", Ten);
        Assert.Equal(RecommendServing.Open(_shop, _clock).ForUser("customer4", Ten).Items, list.Items, (a, b) => string.Equals(a.Id, b.Id, StringComparison.Ordinal) && a.Score.Equals(b.Score));
        Assert.False(list.Degraded);
        Assert.Null(list.Note);
        Assert.Equal('7', list.Id[14]);
        Assert.NotEqual(list.Id, _serving.Recommend("customer4", Ten).Id);
        Assert.EndsWith(" 1", list.Model, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_purchase_changes_the_very_next_list_and_is_not_listed_again()
    {
        var before = Ids(_serving.Recommend("customer4", Ten));
        _serving.Append([Batches.Event("customer4", before[0], Now)]);
        var after = Ids(_serving.Recommend("customer4", Ten));
        Assert.DoesNotContain(before[0], after);
        Assert.Contains(before[0], Ids(_serving.Recommend("customer4", Ten with { IncludeBought = true, Count = 100 })));
        Assert.Equal(1, _shop.Readings);
    }

    [Fact]
    public void A_purchase_makes_a_stranger_a_customer()
    {
        Assert.True(_serving.Recommend("newcomer", Ten).Degraded);
        _serving.Append([Batches.Event("newcomer", "tool3", Now)]);
        var list = _serving.Recommend("newcomer", new RecommendOptions { Count = 3 });
        Assert.False(list.Degraded);
        Assert.All(list.Items, item => Assert.StartsWith("tool", item.Id, StringComparison.Ordinal));
        Assert.Contains(_serving.FindUsers("newcom", 5), user => user is { Id: "newcomer", Weight: 1 });
        Assert.Equal("tool3", Assert.Single(_serving.History("newcomer", 5)).Item);
    }

    [Fact]
    public void A_view_turns_lists_for_half_an_hour()
    {
        _serving.Append([Batches.Event("viewer", "tool3", Now, "view")]);
        Assert.False(_serving.Recommend("viewer", Ten).Degraded);
        Assert.Contains("tool3", Ids(_serving.Recommend("viewer", Ten with { Count = 100 })));
        _clock.Advance(TimeSpan.FromMinutes(31));
        Assert.True(_serving.Recommend("viewer", Ten).Degraded);
    }

    [Fact]
    public void A_visit_told_with_the_request_counts_without_being_kept()
    {
        var session = new SessionRequest(null, [new SessionEvent("tool1", "view", null), new SessionEvent("tool2", "cart", Now), new SessionEvent("nothing", "view", null)], ["tool4"]);
        var list = _serving.Recommend(session, new RecommendOptions { Count = 5 });
        Assert.False(list.Degraded);
        Assert.All(list.Items, item => Assert.StartsWith("tool", item.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(list.Items, item => item.Id is "tool4" or "tool2");
        Assert.True(_serving.Recommend(session with { Events = [] }, Ten).Degraded);
    }

    [Fact]
    public void An_item_beside_itself_is_not_listed_and_an_unknown_one_is_an_error_with_near_matches()
    {
        Assert.DoesNotContain(_serving.Similar("tea1", Ten).Items, item => item.Id is "tea1");
        Assert.True(_serving.Similar("unsold", Ten).Degraded);
        Assert.Contains("'tea1'", Assert.Throws<KeyNotFoundException>(() => _serving.Similar("tea1x", Ten)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_model_lists_are_empty_and_say_what_to_do()
    {
        _shop.Serves = null;
        using var serving = ShopServing.Open(_shop, _clock);
        var list = serving.Recommend("customer4", Ten);
        Assert.True(list is { Degraded: true, Items.Count: 0, Model: "none" });
        Assert.Contains("kirana train recommend", list.Note!, StringComparison.Ordinal);
        Assert.True(serving.Similar("tea1", Ten).Degraded);
        Assert.Throws<KeyNotFoundException>(() => serving.Similar("no such", Ten));
        Assert.Contains("kirana train forecast", Assert.Throws<KeyNotFoundException>(() => serving.Forecast("tea1")).Message, StringComparison.Ordinal);
        Assert.Equal(["no-model", "no-model"], serving.State.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void A_damaged_model_leaves_the_old_one_serving_and_is_tried_again()
    {
        var sound = _shop.Serves!;
        Promote(sound with { Number = 2, FileHash = "damaged" });
        Assert.True(_serving.Refresh());
        Assert.Equal("damaged-model", _serving.State.Problems.Single(problem => problem.Area is "recommend").Code);
        Assert.EndsWith(" 1", _serving.Recommend("customer4", Ten).Model, StringComparison.Ordinal);
        Assert.False(_serving.Refresh());

        _shop.Serves = sound;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_serving.Refresh());
        Assert.DoesNotContain(_serving.State.Problems, problem => problem.Area is "recommend");
    }

    [Fact]
    public void A_shop_that_does_not_answer_is_a_problem_while_the_old_state_serves()
    {
        _shop.Broken = new IOException("The disk went away.");
        Assert.True(_serving.Refresh());
        var problem = _serving.State.Problems.Single(one => one.Area is "records");
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_serving.Refresh());
        Assert.Equal(problem, _serving.State.Problems.Single(one => one.Area is "records"));
        Assert.NotEmpty(_serving.Recommend("customer4", Ten).Items);
        _shop.Broken = null;
        Assert.True(_serving.Refresh());
        Assert.DoesNotContain(_serving.State.Problems, one => one.Area is "records");
    }

    [Fact]
    public void A_promotion_is_a_new_state_that_is_told()
    {
        var told = new List<ServingState>();
        using (_serving.WhenSwapped(told.Add))
        {
            Promote(_shop.Serves! with { FileHash = "another" });
            Assert.True(_serving.Refresh());
            Assert.False(_serving.Refresh());
        }

        Promote(_shop.Serves! with { FileHash = "a third" });
        Assert.True(_serving.Refresh());
        Assert.Equal("another", Assert.Single(told).Recommend!.FileHash);
        Assert.Equal(1, _shop.Readings);
    }

    [Fact]
    public void A_person_is_forgotten_at_once_and_may_come_back()
    {
        _serving.Append([Batches.Event("customer4", "tea1", Now)]);
        Assert.True(_serving.Erase("customer4") > 1);
        Assert.True(_serving.Recommend("customer4", Ten).Degraded);
        Assert.Empty(_serving.History("customer4", 10));
        Assert.DoesNotContain(_serving.FindUsers("customer4", 10), user => user.Id is "customer4");
        _serving.Append([Batches.Event("customer4", "tool1", Now)]);
        Assert.StartsWith("tool", _serving.Recommend("customer4", Ten).Items[0].Id, StringComparison.Ordinal);
        _shop.Elsewhere("customer0", "tea1");
        Assert.True(_serving.Refresh());
        Assert.StartsWith("tool", _serving.Recommend("customer4", Ten).Items[0].Id, StringComparison.Ordinal);
        Assert.Equal(1, _serving.FindUsers("customer4", 10).Single(user => user.Id is "customer4").Weight);
    }

    [Fact]
    public void Items_are_found_by_id_and_title_the_most_bought_first()
    {
        var found = _serving.FindItems("TEA NUMBER", 100);
        Assert.Equal(15, found.Count);
        Assert.Equal(found.OrderByDescending(item => item.Weight).Select(item => item.Weight), found.Select(item => item.Weight));
        Assert.DoesNotContain(_serving.FindItems("", 100), item => item.Id is "POST");
        _serving.Append([Batches.Event("customer1", "brand-new", Now)]);
        Assert.Single(_serving.FindItems("brand-new", 10));
    }

    private void Promote(ModelVersion version)
    {
        _shop.Serves = version;
        _shop.Models++;
    }

    private static List<string> Ids(ServedList list) => [.. list.Items.Select(item => item.Id)];
}
