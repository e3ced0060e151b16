using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Tests.Areas.Recommend.Reranking;

public sealed class RuleFindingTests
{
    private static RuleFinding[] Found(string rules, long moment = 0) =>
        [.. RuleFindings.Of(RuleSet.Parse($$"""{ "rules": [{{rules}}] }""", TimeZoneInfo.Utc), MadeTraits.Of(24), moment)];

    [Theory]
    [InlineData("""{ "name": "a", "do": "exclude", "where": { "brand": "nobody" } }""", "speaks-of-nothing", "a")]
    [InlineData("""{ "name": "a", "do": "pin", "where": { "items": ["3"] } }, { "name": "b", "do": "exclude", "where": { "items": ["3"] } }""", "pin-kept-out", "a b")]
    [InlineData("""{ "name": "a", "do": "pin", "where": { "items": ["5"] } }, { "name": "b", "do": "require-stock" }""", "pin-kept-out", "a b")]
    [InlineData("""{ "name": "a", "do": "pin", "where": { "items": ["3"] } }, { "name": "b", "do": "cap", "most": 0, "per": "brand" }""", "pin-kept-out", "a b")]
    [InlineData("""{ "name": "a", "do": "pin", "where": { "items": ["3"] } }, { "name": "b", "do": "pin", "where": { "items": ["4"] } }""", "same-place", "a b")]
    [InlineData("""{ "name": "a", "do": "boost", "factor": 2, "where": { "brand": "brand 1" } }, { "name": "b", "do": "exclude", "where": { "brand": ["Brand 1"] } }""", "without-effect", "a b")]
    [InlineData("""{ "name": "a", "do": "price-band", "most": 4 }, { "name": "b", "do": "price-band", "least": 9 }""", "no-price-left", "a b")]
    [InlineData("""{ "name": "a", "do": "price-band", "most": 4 }, { "name": "b", "do": "price-band", "least": 9 }""", "excludes-everything", "b a")]
    [InlineData("""{ "name": "a", "do": "exclude" }""", "excludes-everything", "a")]
    public void A_contradiction_is_named_with_its_rules(string rules, string code, string names)
    {
        var found = Assert.Single(Found(rules), finding => string.Equals(finding.Code, code, StringComparison.Ordinal));
        Assert.Equal(names.Split(' '), found.Rules);
        Assert.All(found.Rules, name => Assert.Contains($"'{name}'", found.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_will_contradict_later_is_found_now()
    {
        const string Rules = """{ "name": "a", "do": "pin", "where": { "items": ["3"] } }, { "name": "b", "do": "exclude", "where": { "items": ["3"] }, "from": "2026-12-01" }""";
        Assert.Equal("pin-kept-out", Assert.Single(Found(Rules)).Code);
        Assert.Empty(Found(Rules.Replace("\"from\"", "\"until\"", StringComparison.Ordinal), long.MaxValue / 2));
    }

    [Fact]
    public void Rules_that_agree_are_not_complained_of() => Assert.Empty(Found("""
        { "name": "a", "do": "pin", "where": { "items": ["3", "5"] } }, { "name": "b", "do": "pin", "place": 2, "where": { "items": ["4"] } },
        { "name": "c", "do": "cap", "most": 1, "per": "brand" }, { "name": "d", "do": "price-band", "least": 2 }, { "name": "e", "do": "boost", "factor": 2 }
        """));

    [Fact]
    public void Each_list_tells_which_rule_kept_an_item_out()
    {
        var rules = RuleSet.Parse("""{ "rules": [{ "name": "out", "do": "exclude", "where": { "items": ["7"] } }, { "name": "two", "do": "cap", "most": 2, "per": "brand" }] }""", TimeZoneInfo.Utc)
            .At(MadeTraits.Of(24), 0);
        Assert.Equal("out", rules.KeptOutBy(7, [])?.Name);
        Assert.Null(rules.KeptOutBy(6, [0, 1]));
        Assert.Equal("two", rules.KeptOutBy(6, [0, 3])?.Name);
    }
}
