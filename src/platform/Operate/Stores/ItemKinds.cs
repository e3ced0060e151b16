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
            if (Matches(pattern, item))
                return true;
        return false;
    }

    // The text before the first * begins the item, the text behind the last ends it, those between follow one another.
    private static bool Matches(string pattern, string item)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return string.Equals(pattern, item, StringComparison.OrdinalIgnoreCase);
        if (!item.StartsWith(parts[0], StringComparison.OrdinalIgnoreCase) || !item.EndsWith(parts[^1], StringComparison.OrdinalIgnoreCase))
            return false;
        var at = parts[0].Length;
        foreach (var part in parts.AsSpan(1, parts.Length - 2))
        {
            var found = item.IndexOf(part, at, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
                return false;
            at = found + part.Length;
        }

        return at + parts[^1].Length <= item.Length;
    }
}
