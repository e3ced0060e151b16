namespace Kirana.Recommend.Reranking.Rules;

/// <summary>Looks for rules that contradict each other over the items there are, now and at every later moment at which a rule begins.</summary>
public static class RuleFindings
{
    private const long MostWork = 20_000_000;

    /// <summary>Looks.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="traits">What is known of the items.</param>
    /// <param name="moment">Now, in UTC microseconds.</param>
    /// <returns>What was found, each once; moments so late that looking at them would take long are left out, the nearest first looked at.</returns>
    public static IReadOnlyList<RuleFinding> Of(RuleSet rules, ItemTraits traits, long moment)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(traits);
        if (traits.Items.Count == 0 || rules.Rules.Count == 0)
            return [];
        var work = Math.Max(1L, (long)rules.Rules.Count * traits.Items.Count);
        var moments = rules.Rules.Select(rule => rule.From).Where(from => from > moment).Distinct().Order().Take((int)Math.Min(100, MostWork / work)).Prepend(moment);
        return [.. moments.SelectMany(at => At(rules.At(traits, at), rules, at)).DistinctBy(finding => (finding.Code, string.Join('\n', finding.Rules)))];
    }

    private static IEnumerable<RuleFinding> At(ActiveRules active, RuleSet rules, long moment)
    {
        var spoken = rules.Rules.Where(rule => rule.IsActive(moment)).Select(rule => (Rule: rule, Items: ItemsOf(rule, active.Traits, moment))).ToArray();
        foreach (var (rule, _) in spoken.Where(one => one.Items.Length == 0))
            yield return new RuleFinding("speaks-of-nothing", [rule.Name], $"'{rule.Name}' speaks of no item of the shop.");
        foreach (var pin in active.Pins)
            if (PinKeptOut(active, pin) is { } kept)
                yield return kept;
        foreach (var pins in active.Pins.GroupBy(pin => pin.Place).Where(place => place.Count() > 1))
            yield return new RuleFinding("same-place", [.. pins.Select(pin => pin.Rule.Name)],
                $"{Names(pins.Select(pin => pin.Rule.Name))} pin at place {pins.Key}: the first of them has it.");
        foreach (var (rule, items) in spoken.Where(one => one.Rule.Kind == RuleKind.Boost && one.Items.Length > 0))
            if (items.All(item => active.ExcludedBy(item) is not null))
                yield return Effectless(active, rule, items, "boosts");
        foreach (var finding in Bands([.. spoken.Where(one => one.Rule.Kind == RuleKind.PriceBand)]))
            yield return finding;
        if (active.ExcludedCount == active.Traits.Items.Count)
        {
            string[] names = [.. Enumerable.Range(0, active.Traits.Items.Count).Select(item => active.ExcludedBy(item)!.Name).Distinct(StringComparer.Ordinal)];
            yield return new RuleFinding("excludes-everything", names, $"{Names(names)} leave no item that may be listed: every list is empty.");
        }
    }

    private static RuleFinding? PinKeptOut(ActiveRules active, PinnedPlace pin)
    {
        if (pin.Items.Length == 0)
            return null;
        var keepers = pin.Items.Select(item => active.KeptOutBy(item, [])).ToArray();
        if (keepers.Any(keeper => keeper is null))
            return null;
        string[] names = [.. keepers.Select(keeper => keeper!.Name).Distinct(StringComparer.Ordinal)];
        return new RuleFinding("pin-kept-out", [pin.Rule.Name, .. names], $"'{pin.Rule.Name}' pins what {Names(names)} keeps out: its place goes to another item.");
    }

    private static RuleFinding Effectless(ActiveRules active, Rule rule, int[] items, string does)
    {
        string[] names = [.. items.Select(item => active.ExcludedBy(item)!.Name).Distinct(StringComparer.Ordinal)];
        return new RuleFinding("without-effect", [rule.Name, .. names], $"'{rule.Name}' {does} what {Names(names)} keeps out.");
    }

    /// <summary>Bands over one item that have no price in common.</summary>
    private static IEnumerable<RuleFinding> Bands((Rule Rule, int[] Items)[] bands)
    {
        for (var i = 0; i < bands.Length; i++)
            for (var j = i + 1; j < bands.Length; j++)
            {
                var (one, other) = (bands[i].Rule, bands[j].Rule);
                if ((one.PriceTo < other.PriceFrom || other.PriceTo < one.PriceFrom) && bands[i].Items.Intersect(bands[j].Items).Any())
                    yield return new RuleFinding("no-price-left", [one.Name, other.Name], $"No price lies in the bands of both '{one.Name}' and '{other.Name}': items that both speak of are never listed.");
            }
    }

    private static int[] ItemsOf(Rule rule, ItemTraits traits, long moment)
    {
        var spoken = ActiveRules.Spoken(rule, traits, moment);
        return [.. Enumerable.Range(0, spoken.Length).Where(item => spoken[item])];
    }

    private static string Names(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length == 1 ? $"'{all[0]}'" : $"{string.Join(", ", all[..^1].Select(name => $"'{name}'"))} and '{all[^1]}'";
    }
}
