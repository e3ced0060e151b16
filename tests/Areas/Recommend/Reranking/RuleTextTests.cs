using CsCheck;
using Kirana.Data;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Tests.Areas.Recommend.Reranking;

public sealed class RuleTextTests
{
    private const string Example = """
        {
          "rules": [
            { "name": "no vouchers", "do": "exclude", "where": { "category": "Vouchers" } },
            { "name": "in stock", "do": "require-stock", "least": 2 },
            { "name": "affordable", "do": "price-band", "least": 1, "most": 50, "where": { "brand": ["Acme", "Ωmega"] } },
            { "name": "winter", "do": "boost", "factor": 1.5, "where": { "new-for-days": 30, "price": { "most": 20 } }, "from": "2026-12-01", "until": "2026-12-26T18:00" },
            { "name": "hero", "do": "pin", "place": 3, "where": { "items": ["b", "a"] } }, // the first that may be listed
            { "name": "variety", "do": "cap", "most": 2, "per": "category", "level": 2 },
          ],
          "lists": { "diversity": { "weight": 0.3, "by": "determinantal" }, "taste": 0.5, "novelty": 0.25, "fatigue": 4, "explore": { "places": [8, 3, 8], "new-for-days": 14 } }
        }
        """;

    private static readonly string[] Odd = ["\ud800", "\\ud800", "\\udc00x", "1e999", "-0", "null", "0001-01-01", "9999-12-31", "{", "[]", "\"", "\u0000", "$schema", "lists"];

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone("shop", TimeSpan.FromHours(1), "shop", "shop");

    [Fact]
    public void Every_kind_is_read()
    {
        var rules = RuleSet.Parse(Example, Zone).Rules;
        Assert.Equal(Enum.GetValues<RuleKind>(), rules.Select(rule => rule.Kind));
        Assert.Equal(2, rules[1].Count);
        Assert.Equal((1, 50), (rules[2].PriceFrom, rules[2].PriceTo));
        Assert.Equal(["Acme", "Ωmega"], rules[2].Where.Brands);
        Assert.Equal(1.5, rules[3].Factor);
        Assert.Equal((30, 20), (rules[3].Where.NewForDays, rules[3].Where.PriceTo));
        Assert.Equal(3, rules[4].Place);
        Assert.Equal((2, CapGroup.Category, 2), (rules[5].Count, rules[5].Per, rules[5].Level));
    }

    [Fact]
    public void A_date_begins_in_the_zone_of_the_shop()
    {
        var winter = RuleSet.Parse(Example, Zone).Rules[3];
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T23:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000, winter.From);
        Assert.Equal(DateTimeOffset.Parse("2026-12-26T17:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000, winter.Until);
        Assert.True(winter.IsActive(winter.From));
        Assert.False(winter.IsActive(winter.From - 1));
        Assert.False(winter.IsActive(winter.Until));
    }

    [Fact]
    public void How_lists_are_made_is_read()
    {
        var rules = RuleSet.Parse(Example, Zone);
        Assert.Equal((DiversityMethod.Determinantal, 0.3, 0.5, 0.25, 4), (rules.Lists.Diversity, rules.Lists.DiversityWeight, rules.Lists.CalibrationWeight, rules.Lists.NoveltyWeight, rules.Lists.FatigueHalf));
        Assert.Equal([3, 8], rules.Lists.ExplorationPlaces);
        Assert.Equal(14, rules.NewForDays);
        Assert.False(rules.IsEmpty);
        Assert.True(RuleSet.Parse("""{ "rules": [], "lists": {} }""", Zone).IsEmpty);
    }

    [Theory]
    [InlineData("""{ "rules": [], "rules": [] }""", "rules")]
    [InlineData("""{ "rules": [], "lists": 1 }""", "lists")]
    [InlineData("""{ "rules": [], "lists": { "diversity": { } } }""", "lists.diversity")]
    [InlineData("""{ "rules": [], "lists": { "diversity": { "weight": 2 } } }""", "lists.diversity.weight")]
    [InlineData("""{ "rules": [], "lists": { "diversity": { "weight": 0.1, "by": "luck" } } }""", "lists.diversity.by")]
    [InlineData("""{ "rules": [], "lists": { "taste": -1 } }""", "lists.taste")]
    [InlineData("""{ "rules": [], "lists": { "novelty": 11 } }""", "lists.novelty")]
    [InlineData("""{ "rules": [], "lists": { "fatigue": 0 } }""", "lists.fatigue")]
    [InlineData("""{ "rules": [], "lists": { "explore": { "places": [] } } }""", "lists.explore.places")]
    [InlineData("""{ "rules": [], "lists": { "explore": { "places": [0] } } }""", "lists.explore.places[0]")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "where": { "price": { "least": 2, "most": 1 } } }] }""", "rules[0].where.price.most")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "from": "0001-01-01" }] }""", "rules[0].from")]
    [InlineData("""{ "rules": [{ "name": "\ud800", "do": "exclude" }] }""", "rules[0].name")]
    [InlineData("""{ "\ud800": [] }""", "The rules")]
    [InlineData("""[]""", "The rules")]
    [InlineData("""{}""", "The rules")]
    [InlineData("""{ "rules": {} }""", "rules")]
    [InlineData("""{ "rules": [], "more": 1 }""", "'more'")]
    [InlineData("""{ "rules": [3] }""", "rules[0]")]
    [InlineData("""{ "rules": [{ "name": "a" }] }""", "rules[0]")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "delete" }] }""", "rules[0].do")]
    [InlineData("""{ "rules": [{ "name": "", "do": "exclude" }] }""", "rules[0].name")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude" }, { "name": "a", "do": "exclude" }] }""", "'a' 2 times")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "factor": 2 }] }""", "'factor'")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "where": { "colour": "red" } }] }""", "rules[0].where")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "where": { "brand": [] } }] }""", "rules[0].where.brand")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "where": { "brand": [7] } }] }""", "rules[0].where.brand[0]")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "boost" }] }""", "'factor'")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "boost", "factor": 0 }] }""", "rules[0].factor")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "boost", "factor": 1e9 }] }""", "rules[0].factor")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "pin", "place": 1.5 }] }""", "rules[0].place")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "pin", "place": 0 }] }""", "rules[0].place")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "cap", "most": 1 }] }""", "'per'")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "cap", "per": "brand" }] }""", "'most'")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "cap", "most": 1, "per": "colour" }] }""", "rules[0].per")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "price-band" }] }""", "rules[0]")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "price-band", "least": 5, "most": 2 }] }""", "rules[0].most")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "from": "tomorrow" }] }""", "rules[0].from")]
    [InlineData("""{ "rules": [{ "name": "a", "do": "exclude", "from": "2026-02-01", "until": "2026-01-01" }] }""", "rules[0].until")]
    public void A_fault_is_told_with_its_place(string json, string place)
    {
        var fault = Assert.Throws<DataException>(() => RuleSet.Parse(json, Zone));
        Assert.Equal("bad-rules", fault.Code);
        Assert.Contains(place, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Hint);
    }

    [Fact]
    public void Text_that_is_not_json_is_told_with_its_line()
    {
        var fault = Assert.Throws<DataException>(() => RuleSet.Parse("{\n \"rules\": [,]\n}", Zone));
        Assert.Equal(("bad-rules", 2L), (fault.Code, fault.Row!.Value));
    }

    [Fact]
    public void Damaged_text_is_read_or_refused() =>
        Gen.Select(Gen.Int[0, Example.Length - 1], Gen.Int[0, 20], Gen.OneOf(Gen.Char[' ', '~'].Select(one => one.ToString()), Gen.Int[0, Odd.Length - 1].Select(one => Odd[one]))).Sample((at, length, put) =>
        {
            var damaged = string.Concat(Example.AsSpan(0, at), put, Example.AsSpan(Math.Min(at + length, Example.Length)));
            try
            {
                Assert.True(RuleSet.Parse(damaged, Zone).Rules.Count <= 6);
            }
            catch (DataException fault)
            {
                Assert.Equal("bad-rules", fault.Code);
            }
        });

    [Fact]
    public void The_schema_names_what_is_read()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(RuleSchema.Text);
        var kinds = schema.RootElement.GetProperty("properties").GetProperty("rules").GetProperty("items").GetProperty("oneOf").EnumerateArray()
            .Select(kind => kind.GetProperty("$ref").GetString()!["#/$defs/".Length..]).ToArray();
        Assert.Equal(["exclude", "require-stock", "price-band", "boost", "pin", "cap"], kinds);
        foreach (var kind in kinds)
        {
            var members = schema.RootElement.GetProperty("$defs").GetProperty(kind).GetProperty("properties").EnumerateObject().Select(member => member.Name);
            var fault = Assert.Throws<DataException>(() => RuleSet.Parse($$"""{ "rules": [{ "name": "a", "do": "{{kind}}", "?": 1 }] }""", Zone));
            Assert.Contains(string.Join(", ", members), fault.Message, StringComparison.Ordinal);
        }
    }
}
