namespace Kirana.Operate.Shops;

/// <summary>Which item codes are not goods. Their money is kept; they are never recommended or forecast.</summary>
public sealed record ItemRules
{
    /// <summary>Codes of postage, bank charges, discounts and manual entries; <c>*</c> stands for any text, case does not matter.</summary>
    public IReadOnlyList<string> Fees { get; init => field = value ?? field; } = [];

    /// <summary>Codes of gift vouchers; likewise.</summary>
    public IReadOnlyList<string> Vouchers { get; init => field = value ?? field; } = [];
}
