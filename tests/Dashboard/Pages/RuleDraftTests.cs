using CsCheck;
using Kirana.Recommend.Reranking.Rules;
using Kirana.Server.Dashboard.Pages;

namespace Kirana.Tests.Dashboard.Pages;

public sealed class RuleDraftTests
{
    [Theory]
    [InlineData("""{"rules":[]}""", 0)]
    [InlineData("{ \"rules\": [\n  // none yet, ] nor now\n] }", 0)]
    [InlineData("""{ "lists": { "explore": { "places": [1] } }, "rules": [ { "name": "boost", "do": "exclude" } ] }""", 1)]
    [InlineData("{ \"rules\": [{ \"name\": \"a\", \"do\": \"exclude\" }, // the last, ]\n ], }", 1)]
    [InlineData("{ \"rules\": [{ \"name\": \"a, ]\", \"do\": \"exclude\" } /* the last, ] */ ] }", 1)]
    public void Every_kind_can_be_added_behind_the_others(string text, int before)
    {
        var number = before;
        foreach (var draft in RuleDraft.All)
        {
            text = draft.AddTo(text) ?? throw new InvalidOperationException(text);
            Assert.Equal(++number, RuleSet.Parse(text, TimeZoneInfo.Utc).Rules.Count);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{ "rules": {} }""")]
    [InlineData("""{ "rules": [ """)]
    public void A_text_without_a_list_of_rules_takes_none(string text) => Assert.Null(RuleDraft.All[0].AddTo(text));

    [Fact]
    public void Damaged_text_is_left_alone() => Gen.String[Gen.Char["{}[]\",:rules/*\n 1"], 0, 30].Sample(text =>
        Assert.All(RuleDraft.All, draft => _ = draft.AddTo("{\"rules\":" + text)));
}
