using Kirana.Data.Fitting;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;

namespace Kirana.Tests.Platform.Recommend;

/// <summary>A visitor of whom only the context is known.</summary>
public sealed class VisitorTests : IDisposable
{
    private static readonly RecommendOptions s_options = new() { Count = 10, Why = true };

    private readonly TinyShop _shop = TinyShop.Filled();
    private readonly RecommendServing _serving;

    public VisitorTests()
    {
        // Who buys tea lives in Assam, by app; who buys tools in Essen.
        for (var user = 0; user < 40; user++)
        {
            _shop.Contexts.Add(new UserContext($"customer{user}", "location", user % 2 == 0 ? "India > Assam" : "Germany > Essen"));
            if (user % 2 == 0)
                _shop.Contexts.Add(new UserContext($"customer{user}", "channel", "app"));
        }

        foreach (var (user, item, day) in _shop.Purchases.ToArray())
            _shop.Views.AddRange([(user, item, day), (user, "tool1", day)]);
        RecommendTraining.Run(_shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        _serving = RecommendServing.Open(_shop, TimeProvider.System);
    }

    public void Dispose() => _shop.Dispose();

    [Fact]
    public void Gets_what_is_popular_there_and_is_told_so()
    {
        // The country stands for locations where the shop knows no countries, an unknown town for what is wider.
        var elsewhere = Teas(new VisitorContext { Location = "Germany > Essen" }, out _);
        foreach (var context in new[] { new VisitorContext { Country = "India" }, new VisitorContext { Location = "India > Goa" }, new VisitorContext { Channel = "app" } })
        {
            Assert.True(Teas(context, out var list) > elsewhere + 2, $"{list.Items.Count} items beside {elsewhere}");
            Assert.Contains(context.Channel is null ? "where location is India" : "where channel is app", list.Note, StringComparison.Ordinal);
            Assert.All(list.Items, item => Assert.Equal(item.Id.StartsWith("tea", StringComparison.Ordinal), item.Reasons[0].StartsWith("popular where ", StringComparison.Ordinal)));
        }

        int Teas(VisitorContext context, out RecommendedList list)
        {
            list = _serving.ForVisitor(null, context, s_options);
            return list.Items.Count(item => item.Id.StartsWith("tea", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Gets_the_popular_list_where_the_shop_knows_nothing_of_the_context()
    {
        var (known, unknown) = (_serving.ForUser("a stranger", s_options), _serving.ForVisitor("a stranger", new VisitorContext { Country = "Atlantis", Device = "abacus" }, s_options));
        Assert.Equal(known.Items.Select(item => item.Id), unknown.Items.Select(item => item.Id));
        Assert.Equal(known.Note, unknown.Note);
    }

    [Fact]
    public void Finds_what_matches_a_search_first_whoever_searches()
    {
        foreach (var user in new[] { null, "customer4" })
        {
            var list = _serving.ForVisitor(user, new VisitorContext { Query = "a tools" }, s_options with { IncludeBought = true });
            Assert.All(list.Items, item => Assert.StartsWith("tool", item.Id, StringComparison.Ordinal));
            Assert.Contains("matches 'a tools'", list.Items[0].Reasons);
        }
    }

    [Fact]
    public void Who_has_a_history_is_served_by_it()
    {
        var (plain, told) = (_serving.ForUser("customer4", s_options), _serving.ForVisitor("customer4", new VisitorContext { Country = "Germany" }, s_options));
        Assert.Equal(plain.Items.Select(item => (item.Id, item.Score)), told.Items.Select(item => (item.Id, item.Score)));
    }

    [Fact]
    public void Context_and_search_reach_lists_by_rules_too()
    {
        _shop.Rules.Save("""{ "rules": [{ "name": "no first tea", "do": "exclude", "where": { "items": "tea1" } }] }""");
        var list = RecommendServing.Open(_shop, TimeProvider.System).ForVisitor(null, new VisitorContext { Country = "India", Query = "number" }, s_options);
        Assert.DoesNotContain("tea1", list.Items.Select(item => item.Id));
        Assert.Contains(list.Items[0].Reasons, reason => reason.StartsWith("matches ", StringComparison.Ordinal));
        Assert.Contains(list.Items[0].Reasons, reason => reason.StartsWith("popular where location is India", StringComparison.Ordinal));
    }

    [Fact]
    public void What_becomes_of_an_item_is_known_of_the_model_that_serves()
    {
        var (seldom, often) = (_serving.PerformanceOf("tool1")!, _serving.PerformanceOf("tea1")!);
        Assert.Null(often.ClickThrough);
        Assert.True(seldom.Conversion < 0.2 && often.Conversion > 0.8, $"{seldom} {often}");
        Assert.Equal(0, often.Returns);
        Assert.Equal("12.5 % bought when looked at, 0.3 % taken back when bought", new ItemPerformance(null, 0.125, 0.003).InWords());
        Assert.Null(_serving.PerformanceOf("nothing of ours"));
    }
}
