using System.Globalization;

namespace Kirana.Server.Dashboard.Wording;

/// <summary>Amounts in a currency, as people of a shop write them.</summary>
/// <param name="Code">The currency's ISO 4217 code.</param>
internal readonly record struct Money(string Code)
{
    /// <summary>What stands before an amount: a sign where one means this currency only, otherwise the code.</summary>
    public string Prefix => Code switch { "GBP" => "£", "EUR" => "€", "USD" => "$", "INR" => "₹", "JPY" => "¥", "KRW" => "₩", _ => Code + " " };

    /// <summary>An amount in whole units: <c>£9,747,748</c>.</summary>
    /// <param name="amount">The amount.</param>
    public string Whole(decimal amount) => Signed(amount, "#,0");

    /// <summary>An amount with its cents: <c>£2.50</c>.</summary>
    /// <param name="amount">The amount.</param>
    public string Exact(decimal amount) => Signed(amount, "#,0.00");

    private string Signed(decimal amount, string format) =>
        (amount < 0 ? "−" : "") + Prefix + Math.Abs(amount).ToString(format, CultureInfo.InvariantCulture);
}
