namespace Kirana.Operate.Shops;

/// <summary>How lines of invoices become events. The first rule that fits decides.</summary>
/// <remarks>
/// 1. A session (invoice number) with <see cref="CancellationPrefix"/>: a return of the positive quantity.
/// 2. A negative quantity at price 0: a write-off, an <c>adjustment</c>.
/// 3. A negative quantity at a price: a return.
/// 4. A positive quantity at price 0 without a user: neither a sale nor a gift, quarantined as <c>unexplained-free-line</c>.
/// 5. A negative price: an accounting entry, allowed only for an item that is a fee, and read as a return at the positive price;
/// otherwise quarantined as <c>negative-price</c>.
/// 6. Anything else: a purchase.
/// </remarks>
public sealed record InvoiceRules
{
    /// <summary>What the number of a cancelling invoice begins with, such as <c>C</c>; none where empty.</summary>
    public string CancellationPrefix { get; init => field = value ?? field; } = "";
}
