using Kirana.Operate.Rules;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend.Reranking.Rules;

namespace Kirana.Pipelines.Recommend.Reranking;

/// <summary>A shop's rules for lists, and what else they are applied with.</summary>
/// <param name="Version">The number of the version; 0 for rules that are not saved.</param>
/// <param name="Set">The rules.</param>
/// <param name="Exposures">What lists showed of late; nothing where the rules do not ask.</param>
/// <param name="Zone">The shop's time zone.</param>
/// <param name="Clock">Tells how long it takes to make rules ready.</param>
internal sealed record ShopRules(int Version, RuleSet Set, Exposures Exposures, TimeZoneInfo Zone, TimeProvider Clock)
{
    /// <summary>Whether the rules ask what lists showed of late.</summary>
    public bool AsksExposures => Asks(Set);

    /// <summary>Reads the rules that hold in a shop; <see langword="null"/> if lists stay as the model makes them.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="Data.DataException">They cannot be read any more.</exception>
    public static ShopRules? Of(IShop shop, TimeProvider clock) => shop.Rules.Current() is { } current ? Of(shop, current, clock) : null;

    /// <summary>Reads rules; <see langword="null"/> if they leave lists as the model makes them.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="version">The rules.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="Data.DataException">They cannot be read.</exception>
    public static ShopRules? Of(IShop shop, RuleVersion version, TimeProvider clock)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.Settings.TimeZone);
        var set = RuleSet.Parse(version.Text, zone);
        return set.IsEmpty ? null : new ShopRules(version.Number, set, Asks(set) ? shop.Analysis.Exposures() : Exposures.None, zone, clock);
    }

    private static bool Asks(RuleSet set) => set.Lists.ExplorationPlaces.Count > 0 || !double.IsPositiveInfinity(set.Lists.FatigueHalf);
}
