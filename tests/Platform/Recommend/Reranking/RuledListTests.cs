using System.Globalization;
using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Tests.Platform.Recommend.Reranking;

/// <summary>Every list that is served heeds the shop's rules: of customers, strangers, beside items, and everybody's.</summary>
public sealed class RuledListTests
{
    private static readonly Lazy<TinyShop> Trained = new(() =>
    {
        var shop = TinyShop.Filled();
        for (var i = 0; i < shop.Goods.Count; i++)
            shop.Goods[i] = shop.Goods[i] with
            {
                Brand = $"brand {i % 4}", Price = i % 7 + 1, Stock = i % 5 == 4 ? [] : [new StockCount("", i % 5, TinyShop.Start)],
                Launched = i % 3 == 0 ? DateOnly.FromDateTime(TinyShop.Start.AddDays(i * 3).Date) : null,
            };
        RecommendTraining.Run(shop, new RecommendTrainingOptions { Tune = false }, FitContext.Default);
        return shop;
    });

    private static readonly Gen<string> Where = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 14]).Select((kind, brand, item) => kind switch
    {
        0 => $$""", "where": { "brand": "Brand {{brand}}" }""",
        1 => $$""", "where": { "category": "{{(brand % 2 == 0 ? "drinks" : "tools")}}" }""",
        2 => $$""", "where": { "items": ["tea{{item}}", "tool{{(item + brand) % 15}}", "unsold"] }""",
        3 => $$""", "where": { "price": { "least": {{brand}}, "most": {{brand + 2}} } }""",
        _ => "",
    });

    private static readonly Gen<string> Rule = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Where).Select((kind, number, where) => kind switch
    {
        0 or 1 => $$"""{ "name": "?", "do": "exclude"{{(where.Length > 0 ? where : """, "where": { "items": "tea1" }""")}} }""",
        2 => $$"""{ "name": "?", "do": "require-stock", "least": {{number}}{{where}} }""",
        3 => $$"""{ "name": "?", "do": "price-band", "least": 1, "most": {{number + 3}}{{where}} }""",
        4 or 5 => string.Create(CultureInfo.InvariantCulture, $$"""{ "name": "?", "do": "boost", "factor": {{0.3 + number}}{{where}} }"""),
        6 or 7 => $$"""{ "name": "?", "do": "pin", "place": {{number + 1}}{{where}} }""",
        _ => $$"""{ "name": "?", "do": "cap", "most": {{number}}, "per": "{{(number % 2 == 0 ? "brand" : "category")}}"{{where}} }""",
    });

    private static readonly Gen<string> Lists = Gen.OneOf(
        Gen.Const(""), Gen.Const(""", "lists": { "diversity": { "weight": 0.4 }, "taste": 0.5, "novelty": 0.3 }"""),
        Gen.Const(""", "lists": { "diversity": { "weight": 0.3, "by": "determinantal" }, "fatigue": 3, "explore": { "places": [1, 4], "new-for-days": 60 } }"""));

    [Fact]
    public void Rules_hold_for_every_list() => Gen.Select(Rule.Array[1, 6], Lists, Gen.Int[0, 45], Gen.Int[1, 30], Gen.Bool).Sample((rules, lists, user, count, bought) =>
    {
        var text = $$"""{ "rules": [{{string.Join(", ", rules.Select((rule, i) => rule.Replace("\"?\"", $"\"r{i}\"", StringComparison.Ordinal)))}}]{{lists}} }""";
        var serving = Open(text);
        var options = new RecommendOptions { Count = count, IncludeBought = bought, Explain = true };
        Check(text, serving.ForUser($"customer{user}", options), bought ? null : $"customer{user}", count);
        Check(text, serving.ForUser("stranger", options), null, count);
        Check(text, serving.ForItem("tea3", options), null, count);
        Check(text, serving.ForItem("unsold", options), null, count);
        Assert.DoesNotContain("tea3", Ids(serving.ForItem("tea3", options)));
    }, iter: 150, threads: 1);

    [Fact]
    public void Everybodys_lists_are_those_of_each()
    {
        var serving = Open("""{ "rules": [{ "name": "variety", "do": "cap", "most": 2, "per": "brand" }, { "name": "hero", "do": "pin", "where": { "items": "unsold" } }] }""");
        var options = new RecommendOptions { Count = 7 };
        var lists = serving.ForEverybody(options, FitContext.Default).ToArray();
        Assert.Equal(40, lists.Length);
        Assert.All(lists, list => Assert.Equal(Ids(serving.ForUser(list.For, options)), Ids(list)));
    }

    [Fact]
    public void Without_rules_and_with_rules_that_move_nothing_lists_are_the_same()
    {
        var (plain, neutral) = (Open(null), Open("""{ "rules": [{ "name": "all", "do": "boost", "factor": 1 }] }"""));
        Assert.Same(plain.Version, Open("""{ "rules": [] }""").Version);
        foreach (var user in (string[])["customer1", "customer4", "stranger"])
            foreach (var count in (int[])[1, 10, 100])
                foreach (var bought in (bool[])[false, true])
                {
                    var options = new RecommendOptions { Count = count, IncludeBought = bought, Why = true };
                    var (before, after) = (plain.ForUser(user, options), neutral.ForUser(user, options));
                    Assert.Equal(before.Note, after.Note);
                    Assert.Equal(before.Items.Select(Shown), after.Items.Select(Shown));
                    Assert.Equal(before.Items.Select(Shown), Open("""{ "rules": [], "lists": {} }""").ForUser(user, options).Items.Select(Shown));
                }
    }

    [Fact]
    public void Rules_that_exclude_everything_leave_an_empty_list_that_says_so()
    {
        var serving = Open("""{ "rules": [{ "name": "nothing today", "do": "exclude" }] }""");
        foreach (var list in (RecommendedList[])[serving.ForUser("customer4", new RecommendOptions()), serving.ForUser("stranger", new RecommendOptions()), serving.ForItem("tea3", new RecommendOptions())])
        {
            Assert.Empty(list.Items);
            Assert.Contains("'nothing today'", list.Note, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_trace_tells_sources_features_and_the_rules_that_moved_an_item()
    {
        var third = Open(null).ForUser("customer4", new RecommendOptions()).Items[2].Id;
        var serving = Open($$"""
            { "rules": [{ "name": "hero", "do": "pin", "place": 2, "where": { "items": "unsold" } }, { "name": "third now", "do": "boost", "factor": 50, "where": { "items": "{{third}}" } }] }
            """);
        var list = serving.ForUser("customer4", new RecommendOptions { Count = 4, Why = true, Explain = true });
        Assert.Equal(("unsold", "pinned", "rules"), (list.Items[1].Id, list.Items[1].Trace!.Cause, list.Items[1].Source));
        Assert.Equal(["hero"], list.Items[1].Trace!.Rules);
        Assert.Contains("placed here by the rule 'hero'", list.Items[1].Reasons);
        var raised = list.Items[0];
        Assert.Equal((third, 3, 50f), (raised.Id, raised.Trace!.Rank, raised.Trace.Factor));
        Assert.Equal(["third now"], raised.Trace.Rules);
        Assert.Contains("raised by the rule 'third now'", raised.Reasons);
        Assert.All(list.Items.Where(item => item.Trace!.Rank > 0), item => Assert.NotEmpty(item.Trace!.Sources));
        if (serving.Version.Kind is "ranked-sources")
            Assert.All(list.Items.Where(item => item.Trace!.Rank > 0 && item.Source is not "popular"), item => Assert.NotEmpty(item.Trace!.Contributions));
        Assert.Null(serving.ForUser("customer4", new RecommendOptions()).Items[0].Trace);
    }

    [Fact]
    public void New_goods_are_tried_in_the_places_kept_for_them()
    {
        var serving = Open("""{ "rules": [], "lists": { "explore": { "places": [3], "new-for-days": 1 } } }""");
        var list = serving.ForUser("customer4", new RecommendOptions { Count = 5, Explain = true });
        Assert.Equal(("unsold", "explored", "new"), (list.Items[2].Id, list.Items[2].Trace!.Cause, list.Items[2].Source));
        Assert.DoesNotContain("unsold", Ids(serving.ForItem("tea3", new RecommendOptions())));
    }

    private static RecommendServing Open(string? rules)
    {
        var shop = Trained.Value;
        if (rules is not null || shop.Rules.Current() is not null)
            shop.Rules.Save(rules ?? """{ "rules": [] }""");
        return RecommendServing.Open(shop, new Serving.ManualClock(TinyShop.Start.AddDays(120)));
    }

    private static string[] Ids(RecommendedList list) => [.. list.Items.Select(item => item.Id)];

    private static (string, float, string, string) Shown(RecommendedItem item) => (item.Id, item.Score, item.Source, string.Join(';', item.Reasons));

    /// <summary>What a list may be, told in plain words and apart from the code that makes it.</summary>
    private static void Check(string text, RecommendedList list, string? hasBought, int count)
    {
        var goods = Trained.Value.Goods.ToDictionary(item => item.Id, StringComparer.Ordinal);
        var listed = list.Items.Select(item => goods[item.Id]).ToArray();
        Assert.InRange(listed.Length, 0, count);
        Assert.Equal(listed.Length, listed.Distinct().Count());
        Assert.DoesNotContain(listed, item => item.Kind is not "product");
        Assert.All(list.Items, item => Assert.True(float.IsFinite(item.Score)));
        if (hasBought is not null)
            Assert.Empty(listed.Select(item => item.Id).Intersect(Trained.Value.Purchases.Where(one => string.Equals(one.User, hasBought, StringComparison.Ordinal)).Select(one => one.Item)));
        using var document = System.Text.Json.JsonDocument.Parse(text);
        foreach (var rule in document.RootElement.GetProperty("rules").EnumerateArray())
        {
            var spoken = listed.Where(item => Speaks(rule, item)).ToArray();
            switch (rule.GetProperty("do").GetString())
            {
                case "exclude":
                    Assert.Empty(spoken);
                    break;
                case "require-stock":
                    Assert.DoesNotContain(spoken, item => item.OnHand < rule.GetProperty("least").GetDecimal());
                    break;
                case "price-band":
                    Assert.DoesNotContain(spoken, item => item.Price is null || item.Price < rule.GetProperty("least").GetDecimal() || item.Price > rule.GetProperty("most").GetDecimal());
                    break;
                case "cap":
                    var perBrand = rule.GetProperty("per").GetString() is "brand";
                    Assert.All(spoken.GroupBy(item => perBrand ? item.Brand : item.Category, StringComparer.Ordinal).Where(group => group.Key.Length > 0),
                        group => Assert.True(group.Count() <= rule.GetProperty("most").GetInt32()));
                    break;
            }
        }
    }

    private static bool Speaks(System.Text.Json.JsonElement rule, CatalogueItem item)
    {
        if (!rule.TryGetProperty("where", out var where))
            return true;
        return where.EnumerateObject().First() switch
        {
            { Name: "brand" } brand => string.Equals(brand.Value.GetString(), item.Brand, StringComparison.OrdinalIgnoreCase),
            { Name: "category" } category => string.Equals(category.Value.GetString(), item.Category, StringComparison.Ordinal),
            { Name: "items" } items => items.Value.ValueKind == System.Text.Json.JsonValueKind.String
                ? string.Equals(items.Value.GetString(), item.Id, StringComparison.Ordinal)
                : items.Value.EnumerateArray().Any(id => string.Equals(id.GetString(), item.Id, StringComparison.Ordinal)),
            var price => item.Price is { } cost && cost >= price.Value.GetProperty("least").GetDecimal() && cost <= price.Value.GetProperty("most").GetDecimal(),
        };
    }
}
