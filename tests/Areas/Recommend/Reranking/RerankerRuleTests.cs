using CsCheck;
using Kirana.Policies.Bandits;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Tests.Areas.Recommend.Reranking;

public sealed class RerankerRuleTests
{
    private const int Items = 40;

    private static readonly ItemTraits Traits = MadeTraits.Of(Items);

    private static readonly Gen<ItemFilter> Filters =
        from brand in Gen.Int[0, 6]
        from price in Gen.Int[0, 60]
        from named in Gen.Int[0, Items].Array[0, 4]
        select new ItemFilter
        {
            Brands = brand < 3 ? [$"brand {brand}"] : [], PriceTo = price < Items ? price : null, Items = brand == 6 ? [.. named.Select(item => $"{item}")] : [],
            Categories = brand == 5 ? ["Home"] : [],
        };

    private static readonly Gen<Rule> AnyRule =
        from kind in Gen.Enum<RuleKind>()
        from filter in Filters
        from count in Gen.Int[0, 4]
        from place in Gen.Int[1, 14]
        from per in Gen.Enum<CapGroup>()
        from level in Gen.Int[1, 2]
        select new Rule("rule", kind) { Where = filter, Count = count, Place = place, Per = per, Level = level, Factor = 0.5 + count, PriceFrom = count, PriceTo = count + place };

    [Fact]
    public void Rules_hold_for_every_list() =>
        (from rules in AnyRule.Array[0, 6]
         from candidates in Gen.Shuffle(MadeTraits.Everything(Items))
         from count in Gen.Int[0, Items]
         from fresh in Gen.Int[0, Items - 1].HashSet[0, 5]
         from method in Gen.Enum<DiversityMethod>()
         from length in Gen.Int[1, 15]
         from seed in Gen.ULong
         select (rules, candidates: candidates[..count], fresh: fresh.ToArray(), method, length, seed)).Sample(c =>
        {
            var active = new RuleSet(c.rules).At(Traits, 0);
            var excluded = new[] { 3, 7, 11 };
            var list = new int[c.length];
            var trace = new List<PlaceTrace>();
            var reranker = new Reranker { Diversity = c.method, CalibrationWeight = 0.1, ExplorationPlaces = [2, 5] };
            var listed = list[..reranker.Make(
                new RerankRequest
                {
                    Items = c.candidates, Scores = MadeTraits.Falling(count(c)), Rules = active, Similarity = MadeTraits.Vectors(Items, c.seed), Seed = c.seed, Excluded = excluded,
                    NewItems = c.fresh, NewChances = [.. c.fresh.Select(_ => BetaArm.Unknown)], History = [0, 1], HistoryWeights = [1, 2],
                }, list, trace)];

            Assert.Equal(listed.Length, listed.Distinct().Count());
            Assert.Equal(listed, trace.Select(place => place.Item));
            Assert.DoesNotContain(listed, item => excluded.Contains(item));
            foreach (var rule in c.rules)
                AssertHolds(rule, listed);
            // A list ends early only when nothing that is left may be listed.
            if (listed.Length < c.length)
                Assert.DoesNotContain(c.candidates.Except(listed), item => active.ExcludedBy(item) is null && !excluded.Contains(item) && FitsCaps(c.rules, listed, item));

            static int count((Rule[] Rules, int[] Candidates, int[] Fresh, DiversityMethod Method, int Length, ulong Seed) c) => c.Candidates.Length;
        });

    private static bool Speaks(Rule rule, int item) => rule.Where.Holds(Traits.Items[item], Traits[item], 0);

    private static void AssertHolds(Rule rule, int[] listed)
    {
        switch (rule.Kind)
        {
            case RuleKind.Exclude:
                Assert.DoesNotContain(listed, item => Speaks(rule, item));
                break;
            case RuleKind.RequireStock:
                Assert.All(listed.Where(item => Speaks(rule, item)), item => Assert.True(Traits[item].OnHand >= rule.Count));
                break;
            case RuleKind.PriceBand:
                Assert.All(listed.Where(item => Speaks(rule, item)), item => Assert.InRange(Traits[item].Price, rule.PriceFrom, rule.PriceTo));
                break;
            case RuleKind.Cap:
                Assert.All(listed.Where(item => Speaks(rule, item)).GroupBy(item => GroupOf(rule, item)), group => Assert.True(group.Count() <= rule.Count));
                break;
        }
    }

    private static string GroupOf(Rule rule, int item) =>
        rule.Per == CapGroup.Brand ? Traits[item].Brand : rule.Level == 1 ? Traits[item].Category.Split(" > ")[0] : Traits[item].Category;

    private static bool FitsCaps(Rule[] rules, int[] listed, int item) => rules.Where(rule => rule.Kind == RuleKind.Cap && Speaks(rule, item))
        .All(rule => listed.Count(other => Speaks(rule, other) && string.Equals(GroupOf(rule, other), GroupOf(rule, item), StringComparison.Ordinal)) < rule.Count);

    [Fact]
    public void A_pin_takes_its_place_and_the_trace_names_the_rule()
    {
        var (list, trace) = Listed([new Rule("hero", RuleKind.Pin) { Place = 3, Where = new ItemFilter { Items = ["no such item", "30", "31"] } }], 5);
        Assert.Equal([0, 1, 30, 2, 3], list);
        Assert.Equal(("hero", PlaceCause.Pinned, 31), (trace[2].Rule, trace[2].Cause, trace[2].Rank));
        Assert.Equal((PlaceCause.Best, 1, 1f), (trace[0].Cause, trace[0].Rank, trace[0].Relevance));
    }

    [Fact]
    public void What_is_excluded_is_not_even_pinned() =>
        Assert.Equal([0, 1, 31], Listed(
            [
                new Rule("not 30", RuleKind.Exclude) { Where = new ItemFilter { Items = ["30"] } },
                new Rule("hero", RuleKind.Pin) { Place = 3, Where = new ItemFilter { Items = ["30", "31"] } },
            ], 3).List);

    [Fact]
    public void A_pinned_item_uses_up_a_cap_of_the_places_above_it() =>
        Assert.Equal([1, 2, 30], Listed(
            [
                new Rule("one of a brand", RuleKind.Cap) { Count = 1 },
                new Rule("hero", RuleKind.Pin) { Place = 3, Where = new ItemFilter { Items = ["30"] } },
            ], 5).List);

    [Fact]
    public void A_boost_lifts_its_items()
    {
        var (list, trace) = Listed([new Rule("toys", RuleKind.Boost) { Factor = 3, Where = new ItemFilter { Categories = ["toys"] } }], 3);
        Assert.Equal([2, 6, 10], list);
        Assert.Equal(3, trace[0].Factor);
    }

    [Fact]
    public void Everything_excluded_leaves_an_empty_list() => Assert.Empty(Listed([new Rule("nothing", RuleKind.Exclude)], 5).List);

    [Fact]
    public void A_campaign_begins_and_ends()
    {
        var rules = new RuleSet([new Rule("campaign", RuleKind.Exclude) { From = 10, Until = 20 }]);
        Assert.Equal((10L, true), (rules.At(Traits, 9).ValidUntil, rules.At(Traits, 9).ExcludedBy(0) is null));
        Assert.Equal((20L, false), (rules.At(Traits, 10).ValidUntil, rules.At(Traits, 10).ExcludedBy(0) is null));
        Assert.Equal((long.MaxValue, true), (rules.At(Traits, 20).ValidUntil, rules.At(Traits, 20).ExcludedBy(0) is null));
    }

    [Fact]
    public void A_launch_grows_old()
    {
        const long Day = TimeSpan.MicrosecondsPerDay;
        var traits = MadeTraits.Of(2, (item, trait) => item == 0 ? trait with { Launched = 5 * Day } : trait);
        var rules = new RuleSet([new Rule("new", RuleKind.Boost) { Factor = 2, Where = new ItemFilter { NewForDays = 3 } }]);
        Assert.Equal([1f, 2f, 2f, 1f], new[] { 4 * Day, 5 * Day, 8 * Day, 8 * Day + 1 }.Select(moment => rules.At(traits, moment).FactorOf(0)));
        Assert.Equal([5 * Day, 8 * Day + 1, 8 * Day + 1, long.MaxValue], new[] { 4 * Day, 5 * Day, 8 * Day, 8 * Day + 1 }.Select(moment => rules.At(traits, moment).ValidUntil));
        Assert.Equal(1, rules.At(traits, 6 * Day).FactorOf(1));
    }

    private static (int[] List, List<PlaceTrace> Trace) Listed(IReadOnlyList<Rule> rules, int length)
    {
        var (list, trace) = (new int[length], new List<PlaceTrace>());
        var count = new Reranker { Diversity = DiversityMethod.None }.Make(
            new RerankRequest { Items = MadeTraits.Everything(Items), Scores = MadeTraits.Falling(Items), Rules = new RuleSet(rules).At(Traits, 0) }, list, trace);
        return (list[..count], trace);
    }
}
