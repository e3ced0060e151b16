using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Tests.Platform.Recommend;

namespace Kirana.Tests.Platform.Serving;

/// <summary>A shop that is served heeds rules from the moment they are saved, and follows prices and stock.</summary>
public sealed class ServedRuleTests : IDisposable
{
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(120);
    private static readonly RecommendOptions Ten = new();

    private readonly LiveShop _shop = LiveShop.Filled();
    private readonly ManualClock _clock = new(Now);
    private readonly ShopServing _serving;

    public ServedRuleTests() => _serving = ShopServing.Open(_shop, _clock);

    public void Dispose()
    {
        _serving.Dispose();
        _shop.Dispose();
    }

    [Fact]
    public void Saved_rules_hold_at_once_and_taken_back_lists_are_as_before()
    {
        var before = Ids(_serving.Recommend("customer4", Ten));
        Assert.Equal(1, _serving.SaveRules($$"""{ "rules": [{ "name": "not this", "do": "exclude", "where": { "items": "{{before[0]}}" } }] }""", 0).Number);
        Assert.Equal(before[1..], Ids(_serving.Recommend("customer4", Ten)).Take(before.Length - 1));
        Assert.DoesNotContain(before[0], Ids(_serving.Recommend(new SessionRequest("customer4", [new SessionEvent("tea2", "view", null)], []), Ten)));
        Assert.DoesNotContain(before[0], Ids(_serving.Similar("tea2", Ten with { Count = 100 })));
        _serving.SaveRules("""{ "rules": [] }""", 1);
        Assert.Equal(before, Ids(_serving.Recommend("customer4", Ten)));
        Assert.Equal(1, _shop.Readings);
    }

    [Fact]
    public void Rules_another_process_saved_are_found_by_the_watch()
    {
        var first = Ids(_serving.Recommend("customer4", Ten))[0];
        _shop.Rules.Save($$"""{ "rules": [{ "name": "not this", "do": "exclude", "where": { "items": "{{first}}" } }] }""");
        Assert.True(_serving.Refresh());
        Assert.DoesNotContain(first, Ids(_serving.Recommend("customer4", Ten)));
        _shop.Rules.Save("damaged");
        Assert.True(_serving.Refresh());
        Assert.Equal("bad-rules", Assert.Single(_serving.State.Problems, problem => problem.Area is "rules").Code);
        Assert.DoesNotContain(first, Ids(_serving.Recommend("customer4", Ten)));
    }

    [Fact]
    public void Rules_that_cannot_be_read_or_are_not_of_the_newest_are_refused_and_change_nothing()
    {
        var before = Ids(_serving.Recommend("customer4", Ten));
        Assert.Equal("bad-rules", Assert.Throws<DataException>(() => _serving.SaveRules("""{ "rules": [{}] }""", null)).Code);
        Assert.Throws<InvalidOperationException>(() => _serving.SaveRules("""{ "rules": [{ "name": "a", "do": "exclude" }] }""", 7));
        Assert.Null(_shop.Rules.Current());
        Assert.Equal(before, Ids(_serving.Recommend("customer4", Ten)));
    }

    [Fact]
    public void What_runs_out_of_stock_leaves_the_very_next_list_and_comes_back_with_the_next_delivery()
    {
        _serving.SaveRules("""{ "rules": [{ "name": "in stock", "do": "require-stock" }] }""", null);
        var first = Ids(_serving.Recommend("customer4", Ten))[0];
        _serving.Append([Stock(first, 0, "north", Now), Stock(first, 0, "south", Now)]);
        Assert.DoesNotContain(first, Ids(_serving.Recommend("customer4", Ten)));
        // A count that is older than the known one says nothing, one of another place adds up.
        _serving.Append([Stock(first, 5, "north", Now.AddDays(-1))]);
        Assert.DoesNotContain(first, Ids(_serving.Recommend("customer4", Ten)));
        _serving.Append([Stock(first, 2, "south", Now)]);
        Assert.Equal(first, Ids(_serving.Recommend("customer4", Ten))[0]);
    }

    [Fact]
    public void A_campaign_begins_and_ends_at_its_moment()
    {
        _serving.SaveRules("""{ "rules": [{ "name": "hero", "do": "pin", "where": { "items": "unsold" }, "from": "2026-05-01T06:00", "until": "2026-05-01T18:00" }] }""", null);
        Assert.NotEqual("unsold", Ids(_serving.Recommend("customer4", Ten))[0]);
        _clock.Advance(TimeSpan.FromHours(6));
        Assert.Equal("unsold", Ids(_serving.Recommend("customer4", Ten))[0]);
        _clock.Advance(TimeSpan.FromHours(12));
        Assert.NotEqual("unsold", Ids(_serving.Recommend("customer4", Ten))[0]);
    }

    [Fact]
    public void What_was_shown_in_vain_falls_back_once_impressions_tell_so()
    {
        _serving.SaveRules("""{ "rules": [], "lists": { "fatigue": 2 } }""", null);
        var first = Ids(_serving.Recommend("customer4", Ten))[0];
        _shop.Shown = new Exposures(new Dictionary<string, (long Shown, long Clicked)>(StringComparer.Ordinal), [("customer4", first, 20)]);
        Assert.False(_serving.Refresh());
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(_serving.Refresh());
        Assert.NotEqual(first, Ids(_serving.Recommend("customer4", Ten))[0]);
        Assert.Equal(20f, _shop.Shown.Vain[0].Times);
    }

    [Fact]
    public void What_was_shown_often_and_never_clicked_is_tried_no_more()
    {
        _shop.Goods.Add(new CatalogueItem("fresh", "product", "Fresh", "", 2));
        _shop.Shown = new Exposures(new Dictionary<string, (long Shown, long Clicked)>(StringComparer.Ordinal) { ["unsold"] = (100_000, 0), ["fresh"] = (100_000, 90_000) }, []);
        _shop.Elsewhere("nobody", "tea1");
        _serving.Refresh();
        _serving.SaveRules("""{ "rules": [], "lists": { "explore": { "places": [1], "new-for-days": 1 } } }""", null);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("fresh", Ids(_serving.Recommend($"customer{i}", Ten))[0]);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_preview_shows_what_would_move_and_why_and_saves_nothing()
    {
        var before = Ids(_serving.Recommend("customer4", Ten));
        var preview = _serving.PreviewRules($$"""
            { "rules": [{ "name": "not this", "do": "exclude", "where": { "items": "{{before[2]}}" } }, { "name": "hero", "do": "pin", "where": { "items": "unsold" } },
                        { "name": "lost", "do": "boost", "factor": 2, "where": { "brand": "nobody" } }] }
            """, "customer4", Ten);
        Assert.Equal(before, Ids(preview.Before));
        Assert.Equal("unsold", Ids(preview.After)[0]);
        var changes = preview.Changes.ToDictionary(change => change.Item, StringComparer.Ordinal);
        Assert.Equal((0, 1, "'hero'"), (changes["unsold"].Before, changes["unsold"].After, changes["unsold"].Why));
        Assert.Equal((3, 0, "kept out by 'not this'"), (changes[before[2]].Before, changes[before[2]].After, changes[before[2]].Why));
        Assert.Equal((1, 2), (changes[before[0]].Before, changes[before[0]].After));
        Assert.Equal("speaks-of-nothing", Assert.Single(preview.Findings).Code);
        Assert.Null(_shop.Rules.Current());
        Assert.Equal(before, Ids(_serving.Recommend("customer4", Ten)));
        Assert.All(_serving.PreviewRules("""{ "rules": [] }""", "customer4", Ten).Changes, change => Assert.Equal(change.Before, change.After));
    }

    private static RecordAppend Stock(string item, int units, string location, DateTimeOffset time)
    {
        var kind = RecordKinds.Stock;
        var batch = new RecordBatch(kind, 1) { Count = 1 };
        foreach (var field in kind.Fields)
            if (!field.IsText)
                batch.Numbers(kind.IndexOf(field.Name))[0] = RecordBatch.Missing;
        batch.Keys[0] = Storage.Sample.Hash($"{item} {units} {location} {time.Ticks}");
        batch.Texts(kind.IndexOf("item"))[0] = item;
        batch.Texts(kind.IndexOf("location"))[0] = location;
        batch.Numbers(kind.IndexOf("time"))[0] = LiveShop.Micros(time);
        batch.Numbers(kind.IndexOf("on_hand"))[0] = units * 10_000L;
        return new RecordAppend(batch, KeysAreContent: true, []);
    }

    private static string[] Ids(ServedList list) => [.. list.Items.Select(item => item.Id)];
}
