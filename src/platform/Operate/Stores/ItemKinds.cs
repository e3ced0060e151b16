using System.IO.Enumeration;
using Kirana.Operate.Shops;

namespace Kirana.Operate.Stores;

/// <summary>What an item is, by its code.</summary>
public static class ItemKinds
{
    /// <summary>Goods.</summary>
    public const string Product = "product";

    /// <summary>Postage, bank charges, discounts, manual entries.</summary>
    public const string Fee = "fee";

    /// <summary>Gift vouchers.</summary>
    public const string Voucher = "voucher";

    /// <summary>The kind of an item that no imported row describes.</summary>
    /// <param name="rules">The shop's rules.</param>
    /// <param name="item">The item's id.</param>
    public static string Of(ItemRules rules, string item) =>
        Matches(rules.Fees, item) ? Fee : Matches(rules.Vouchers, item) ? Voucher : Product;

    private static bool Matches(IReadOnlyList<string> patterns, string item)
    {
        foreach (var pattern in patterns)
            if (FileSystemName.MatchesSimpleExpression(Escaped(pattern), item, ignoreCase: true))
                return true;
        return false;
    }

    // Only * is special here; to the expression ? and \ would be as well.
    private static string Escaped(string pattern) => pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("?", "\\?", StringComparison.Ordinal);
}
