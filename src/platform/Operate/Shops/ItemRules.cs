namespace Kirana.Operate.Shops;

/// <summary>Which item codes are not goods. Their money is kept; they are never recommended or forecast.</summary>
public sealed record ItemRules
{
    /// <summary>The kind of what is neither a fee nor a voucher.</summary>
    public const string Product = "product";

    /// <summary>The kind of what <see cref="Fees"/> names.</summary>
    public const string Fee = "fee";

    /// <summary>The kind of what <see cref="Vouchers"/> names.</summary>
    public const string Voucher = "voucher";

    /// <summary>Codes of postage, bank charges, discounts and manual entries; <c>*</c> stands for any text, case does not matter.</summary>
    public IReadOnlyList<string> Fees { get; init; } = [];

    /// <summary>Codes of gift vouchers; likewise.</summary>
    public IReadOnlyList<string> Vouchers { get; init; } = [];

    /// <summary>What an item is by its code.</summary>
    /// <param name="item">The code.</param>
    /// <returns><see cref="Fee"/>, <see cref="Voucher"/> or <see cref="Product"/>.</returns>
    public string KindOf(string item)
    {
        foreach (var pattern in Fees)
            if (Fits(pattern, item))
                return Fee;
        foreach (var pattern in Vouchers)
            if (Fits(pattern, item))
                return Voucher;
        return Product;
    }

    /// <summary>Whether a code fits a pattern; each <c>*</c> takes the earliest place that lets the rest fit.</summary>
    private static bool Fits(string pattern, string item)
    {
        int at = 0, next = 0, star = -1, retry = 0;
        while (at < item.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
                (star, retry) = (next++, at);
            else if (next < pattern.Length && char.ToUpperInvariant(pattern[next]) == char.ToUpperInvariant(item[at]))
                (next, at) = (next + 1, at + 1);
            else if (star >= 0)
                (next, at) = (star + 1, ++retry);
            else
                return false;
        }

        return pattern.AsSpan(next).Trim('*').IsEmpty;
    }
}
