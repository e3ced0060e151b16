using Kirana.Data.Feedback;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Serving;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>Rules that can be read, and what they mean for a shop's goods.</summary>
/// <param name="Rules">The number of rules.</param>
/// <param name="Findings">Rules that contradict each other or have no effect; none if all is well.</param>
public sealed record CheckedRules(int Rules, IReadOnlyList<RuleFinding> Findings)
{
    /// <summary>Reads rules and looks at them over a catalogue.</summary>
    /// <param name="text">The rules as JSON.</param>
    /// <param name="settings">The shop's settings, for its time zone.</param>
    /// <param name="catalogue">The items; fees and vouchers are passed over.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="Data.DataException"><c>bad-rules</c>: the rules cannot be read; the message says where and what was expected.</exception>
    public static CheckedRules Of(string text, ShopSettings settings, IEnumerable<CatalogueItem> catalogue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalogue);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        var rules = RuleSet.Parse(text, zone);
        var goods = catalogue.Where(item => string.Equals(item.Kind, ItemKinds.Product, StringComparison.Ordinal)).ToDictionary(item => item.Id, StringComparer.Ordinal);
        var traits = new ItemTraits(new IdMap(goods.Keys.Order(StringComparer.Ordinal)), id => CatalogueTraits.Of(goods[id], zone));
        return new CheckedRules(rules.Rules.Count, RuleFindings.Of(rules, traits, Microseconds.Of(now)));
    }
}
