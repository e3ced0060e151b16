using System.Globalization;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Operate.Contracts;

/// <summary>What the fields of an event must satisfy together, and how an invoice line becomes an event.</summary>
/// <remarks>
/// For invoice lines the first rule that fits decides (<see cref="InvoiceRules"/>). A negative price on a fee turns the line round: what
/// would be a purchase is money given back, a <c>return</c> at the positive price. So quantities, prices and values of purchases and
/// returns are never negative, and their kind gives the sign of the money. An adjustment moves no money: its value is 0, its quantity
/// keeps its sign. A rating needs what was given, within the shop's scale; a review may have one; a dwell needs its seconds. The value of a line without one is quantity times unit price, rounded to four decimals where it has more.
/// </remarks>
internal sealed class EventRules
{
    private static readonly RecordKind Events = RecordKinds.Events;
    private static readonly int Kind = Events.IndexOf("kind"), User = Events.IndexOf("user"), Session = Events.IndexOf("session"),
        Item = Events.IndexOf("item"), Quantity = Events.IndexOf("quantity"), Price = Events.IndexOf("unit_price"), Worth = Events.IndexOf("value"),
        Rating = Events.IndexOf("rating"), Seconds = Events.IndexOf("seconds");

    private readonly InvoiceRules? _invoice;
    private readonly ItemRules _items;
    private readonly RatingScale _ratings;
    private readonly long _lowest;
    private readonly long _highest;

    /// <summary>Creates the rules.</summary>
    /// <param name="invoice">How invoice lines become events; <see langword="null"/> where lines name their kind.</param>
    /// <param name="items">Which items are fees.</param>
    /// <param name="ratings">The scale of ratings.</param>
    public EventRules(InvoiceRules? invoice, ItemRules items, RatingScale ratings)
    {
        _ratings = ratings;
        _lowest = (long)decimal.Ceiling(ratings.Lowest * DecimalText.One);
        _highest = (long)decimal.Floor(ratings.Highest * DecimalText.One);
        _invoice = invoice;
        _items = items;
    }

    /// <summary>Checks a row and completes it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The row.</param>
    /// <param name="money">The signed money of the line in ten-thousandths.</param>
    /// <returns>The rule it breaks, or <see langword="null"/>.</returns>
    public Violation? Apply(RecordBatch batch, int row, out long money)
    {
        money = 0;
        ref var kind = ref batch.Texts(Kind)[row];
        ref var quantity = ref batch.Numbers(Quantity)[row];
        ref var price = ref batch.Numbers(Price)[row];
        ref var worth = ref batch.Numbers(Worth)[row];
        if (_invoice is not null && Classify(batch, row) is { } broken)
            return broken;

        if (batch.Texts(Item)[row] is null && kind is not ("search" or "dwell" or "adjustment"))
            return new Violation(Reasons.MissingValue, "item", $"A {kind} needs an item.");
        if (Opinion(kind!, batch.Numbers(Rating)[row], batch.Numbers(Seconds)[row]) is { } unsaid)
            return unsaid;
        if (kind is "adjustment")
        {
            worth = worth == RecordBatch.Missing ? 0 : worth;
            return null;
        }

        if (kind is "purchase" or "return" or "cart" or "uncart")
        {
            if (quantity == RecordBatch.Missing)
                quantity = DecimalText.One;
            if (quantity <= 0)
                return new Violation(Reasons.BadQuantity, "quantity", $"A {kind} is of a quantity above 0, found {DecimalText.ToDecimal(quantity)}.");
        }

        if (IsNegative(price) || IsNegative(worth))
        {
            var item = batch.Texts(Item)[row]!;
            if (kind is not ("purchase" or "return") || !string.Equals(ItemKinds.Of(_items, item), ItemKinds.Fee, StringComparison.Ordinal))
                return new Violation(Reasons.NegativePrice, IsNegative(price) ? "unit_price" : "value",
                    $"Only a fee may have a price below 0, found {DecimalText.ToDecimal(IsNegative(price) ? price : worth)} for '{item}'.");
            kind = kind is "purchase" ? "return" : "purchase";
            price = price == RecordBatch.Missing ? price : Math.Abs(price);
            worth = worth == RecordBatch.Missing ? worth : Math.Abs(worth);
        }

        if (kind is not ("purchase" or "return"))
            return null;
        if (worth == RecordBatch.Missing && price != RecordBatch.Missing && !DecimalText.TryMultiply(quantity, price, out worth))
            return new Violation(Reasons.OutOfRange, "value", "Quantity times unit price lies above 10^14.");
        if (worth != RecordBatch.Missing)
            money = kind is "purchase" ? worth : -worth;
        return null;
    }

    private Violation? Opinion(string kind, long rating, long seconds)
    {
        if (kind is "rating" && rating == RecordBatch.Missing)
            return new Violation(Reasons.MissingValue, "rating", "A rating needs what was given; --map rating=COLUMN names where it stands.");
        if (kind is "dwell" && seconds == RecordBatch.Missing)
            return new Violation(Reasons.MissingValue, "seconds", "A dwell needs how long it lasted; --map seconds=COLUMN names where it stands.");
        return rating != RecordBatch.Missing && (rating < _lowest || rating > _highest)
            ? new Violation(Reasons.OutOfRange, "rating", string.Create(CultureInfo.InvariantCulture,
                $"rating: expected {_ratings.Lowest} to {_ratings.Highest}, the shop's scale, found {DecimalText.ToDecimal(rating)}; the scale is `ratings` in kirana.json."))
            : null;
    }

    private static bool IsNegative(long number) => number < 0 && number != RecordBatch.Missing;

    private Violation? Classify(RecordBatch batch, int row)
    {
        ref var quantity = ref batch.Numbers(Quantity)[row];
        var price = batch.Numbers(Price)[row];
        var session = batch.Texts(Session)[row];
        if (quantity == RecordBatch.Missing || price == RecordBatch.Missing || session is null)
            return new Violation(Reasons.MissingValue, quantity == RecordBatch.Missing ? "quantity" : session is null ? "session" : "unit_price",
                "An invoice line needs an invoice number, a quantity and a unit price.");

        ref var kind = ref batch.Texts(Kind)[row];
        var prefix = _invoice!.CancellationPrefix;
        if (prefix.Length > 0 && session.StartsWith(prefix, StringComparison.Ordinal))
            kind = "return";
        else if (quantity < 0 && price == 0)
        {
            kind = "adjustment";
            return null;
        }
        else if (quantity < 0)
            kind = "return";
        else if (quantity > 0 && price == 0 && batch.Texts(User)[row] is null)
            return new Violation(Reasons.UnexplainedFreeLine, "unit_price", "A line at price 0 without a user is neither a sale nor a gift.");
        else
            kind = "purchase";
        quantity = Math.Abs(quantity);
        return null;
    }
}
