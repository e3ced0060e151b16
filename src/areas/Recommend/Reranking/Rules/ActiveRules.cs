namespace Kirana.Recommend.Reranking.Rules;

/// <summary>The rules that hold at one moment, made ready for the items of a map: what a list costs does not grow with the rules.
/// Immutable and thread-safe.</summary>
public sealed class ActiveRules
{
    private readonly Rule?[] _excludedBy;
    private readonly float[] _factors;
    private readonly List<Rule> _boosts = [];
    private readonly long _moment;

    internal ActiveRules(IReadOnlyList<Rule> rules, ItemTraits traits, long moment)
    {
        (Traits, _moment) = (traits, moment);
        var count = traits.Items.Count;
        (_excludedBy, _factors) = (new Rule?[count], new float[count]);
        Array.Fill(_factors, 1);
        var (pins, caps) = (new List<PinnedPlace>(), new List<ActiveCap>());
        ValidUntil = long.MaxValue;
        foreach (var rule in rules)
        {
            // A launch grows old and a campaign begins: then the rules must be made ready anew.
            ValidUntil = Math.Min(ValidUntil, NextChange(rule, traits, moment));
            if (!rule.IsActive(moment))
                continue;
            Apply(rule, Spoken(rule, traits, moment), pins, caps);
        }

        (Pins, Caps) = ([.. pins.OrderBy(pin => pin.Place)], [.. caps]);
    }

    /// <summary>What is known of the items.</summary>
    public ItemTraits Traits { get; }

    /// <summary>From this moment on, in UTC microseconds, other rules may hold.</summary>
    public long ValidUntil { get; }

    /// <summary>The number of items that no list may hold.</summary>
    public int ExcludedCount => _excludedBy.Count(rule => rule is not null);

    /// <summary>The items for each pinned place, ordered by place and, at one place, by the order of the rules.</summary>
    internal PinnedPlace[] Pins { get; }

    /// <summary>The caps.</summary>
    internal ActiveCap[] Caps { get; }

    /// <summary>The rule that keeps an item out of every list, or <see langword="null"/>.</summary>
    /// <param name="item">The item's index.</param>
    public Rule? ExcludedBy(int item) => _excludedBy[item];

    /// <summary>What the relevance of an item is multiplied by.</summary>
    /// <param name="item">The item's index.</param>
    public float FactorOf(int item) => _factors[item];

    /// <summary>The rules that multiply the relevance of an item, in their order.</summary>
    /// <param name="item">The item's index.</param>
    public IReadOnlyList<Rule> BoostsOf(int item) => [.. _boosts.Where(rule => rule.Where.Holds(Traits.Items[item], Traits[item], _moment))];

    /// <summary>The rule that keeps an item out of a list that is made: one that excludes it, or a cap that the list fills; <see langword="null"/> if none does.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="list">The items of the list.</param>
    public Rule? KeptOutBy(int item, ReadOnlySpan<int> list)
    {
        if (_excludedBy[item] is { } excluding)
            return excluding;
        foreach (var cap in Caps)
        {
            if (cap.GroupOf[item] is not (>= 0 and var group))
                continue;
            var counted = 0;
            foreach (var listed in list)
                if (cap.GroupOf[listed] == group)
                    counted++;
            if (counted >= cap.Rule.Count)
                return cap.Rule;
        }

        return null;
    }

    /// <summary>Which items a rule speaks of.</summary>
    internal static bool[] Spoken(Rule rule, ItemTraits traits, long moment)
    {
        var speaks = new bool[traits.Items.Count];
        if (rule.Where.Items.Count == 0)
            for (var item = 0; item < speaks.Length; item++)
                speaks[item] = rule.Where.Holds(traits.Items[item], traits[item], moment);
        else
        {
            // By the ids the rule names: looking for each of many items in a long list of ids would be their product.
            var rest = rule.Where with { Items = [] };
            foreach (var id in rule.Where.Items)
                if (traits.Items.TryGetIndex(id, out var item))
                    speaks[item] = rest.Holds(id, traits[item], moment);
        }

        return speaks;
    }

    private void Apply(Rule rule, bool[] speaks, List<PinnedPlace> pins, List<ActiveCap> caps)
    {
        switch (rule.Kind)
        {
            case RuleKind.Exclude:
                Exclude(rule, speaks, _ => true);
                break;
            case RuleKind.RequireStock:
                Exclude(rule, speaks, item => Traits[item].OnHand < rule.Count);
                break;
            case RuleKind.PriceBand:
                Exclude(rule, speaks, item => !(Traits[item].Price >= rule.PriceFrom && Traits[item].Price <= rule.PriceTo));
                break;
            case RuleKind.Boost:
                _boosts.Add(rule);
                for (var item = 0; item < speaks.Length; item++)
                    if (speaks[item])
                        _factors[item] *= (float)rule.Factor;
                break;
            case RuleKind.Pin:
                pins.Add(new PinnedPlace(rule, rule.Place, Preferred(rule, speaks)));
                break;
            default:
                var groups = Traits.GroupsOf(rule.Per, rule.Level, out var number);
                caps.Add(new ActiveCap(rule, [.. groups.Select((group, item) => speaks[item] ? group : -1)], number));
                break;
        }
    }

    private void Exclude(Rule rule, bool[] speaks, Func<int, bool> isOut)
    {
        for (var item = 0; item < speaks.Length; item++)
            if (speaks[item] && isOut(item))
                _excludedBy[item] ??= rule;
    }

    /// <summary>A pin's items: those it names in its own order, else all it speaks of in the order of the map.</summary>
    private int[] Preferred(Rule rule, bool[] speaks)
    {
        var named = rule.Where.Items.Select(id => Traits.Items.TryGetIndex(id, out var item) ? item : -1).Where(item => item >= 0 && speaks[item]).Distinct().ToArray();
        return rule.Where.Items.Count > 0 ? named : [.. Enumerable.Range(0, speaks.Length).Where(item => speaks[item])];
    }

    private static long NextChange(Rule rule, ItemTraits traits, long moment)
    {
        var next = moment < rule.From ? rule.From : moment < rule.Until ? rule.Until : long.MaxValue;
        if (rule.Where.NewForDays is not { } days)
            return next;
        for (var item = 0; item < traits.Items.Count; item++)
        {
            var launched = traits[item].Launched;
            if (launched == long.MinValue)
                continue;
            var old = launched + days * TimeSpan.MicrosecondsPerDay;
            if (launched > moment)
                next = Math.Min(next, launched);
            else if (old >= moment && old < long.MaxValue - 1.0)
                next = Math.Min(next, (long)old + 1);
        }

        return next;
    }
}
