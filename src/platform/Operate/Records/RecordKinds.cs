namespace Kirana.Operate.Records;

/// <summary>Every kind of record a shop keeps.</summary>
public static class RecordKinds
{
    /// <summary>The words an event's kind may take. <c>adjustment</c> is a movement of stock or money without a customer.</summary>
    public static IReadOnlyList<string> EventWords { get; } =
        ["impression", "view", "click", "cart", "uncart", "purchase", "return", "wishlist", "rating", "review", "search", "dwell", "adjustment"];

    /// <summary>What people did: views, purchases, returns. Quantities of purchases and returns are positive; the kind gives the sign.</summary>
    public static RecordKind Events { get; } = new("events", "time",
    [
        new("id", FieldType.Id, "The event's id; derived from the line's content where missing."),
        new("time", FieldType.Time, "When it happened.") { Required = true },
        new("kind", FieldType.Code, "What happened.") { Required = true, Words = EventWords },
        new("user", FieldType.Id, "Who did it; empty if unknown."),
        new("session", FieldType.Id, "The visit, order or invoice it belongs to."),
        new("item", FieldType.Id, "What it was done to."),
        new("quantity", FieldType.Decimal, "How many; 1 where missing."),
        new("unit_price", FieldType.Decimal, "The price of one."),
        new("currency", FieldType.Code, "The price's currency; the shop's where missing."),
        new("value", FieldType.Decimal, "The money of the line; quantity times unit price where missing."),
        new("location", FieldType.Id, "Where: a store, country or warehouse."),
        new("channel", FieldType.Id, "How: web, app, store."),
        new("list", FieldType.Id, "The served list it answers to."),
        new("position", FieldType.Integer, "The place in that list, from 1.") { Minimum = 1 },
        new("query", FieldType.Text, "The words searched for."),
        new("reverses", FieldType.Id, "The id of the event it takes back."),
        new("title", FieldType.Text, "The item's title as the line carries it."),
        new("extra", FieldType.Text, "Every other column, as a JSON object."),
        new("rating", FieldType.Decimal, "What was given, on the shop's scale."),
        new("seconds", FieldType.Decimal, "How long somebody looked.") { Minimum = 0 },
    ]);

    /// <summary>What is sold. Each version of an item is kept.</summary>
    public static RecordKind Items { get; } = new("items", "valid_from",
    [
        new("id", FieldType.Id, "The item's id.") { Required = true },
        new("valid_from", FieldType.Time, "Since when this version holds; the beginning where missing."),
        new("kind", FieldType.Code, "What it is.") { Words = ["product", "fee", "voucher"] },
        new("title", FieldType.Text, "Its name."),
        new("category", FieldType.Text, "Its category path, levels parted by ' > '."),
        new("brand", FieldType.Id, "Its brand."),
        new("price", FieldType.Decimal, "Its list price.") { Minimum = 0 },
        new("unit_cost", FieldType.Decimal, "What one costs the shop.") { Minimum = 0 },
        new("currency", FieldType.Code, "The currency of both."),
        new("launched", FieldType.Date, "Its first day on sale."),
        new("retired", FieldType.Date, "Its last day on sale."),
        new("attributes", FieldType.Text, "Every other column, as a JSON object."),
    ]);

    /// <summary>Who buys.</summary>
    public static RecordKind Users { get; } = new("users", null,
    [
        new("id", FieldType.Id, "The user's id.") { Required = true },
        new("consent", FieldType.Flag, "Whether the user may be profiled; yes where missing."),
        new("attributes", FieldType.Text, "Every other column, as a JSON object."),
    ]);

    /// <summary>What was sold in all by day, for shops that keep totals rather than events.</summary>
    public static RecordKind Sales { get; } = new("sales", "date",
    [
        new("item", FieldType.Id, "What was sold.") { Required = true },
        new("date", FieldType.Date, "The day.") { Required = true },
        new("location", FieldType.Id, "Where."),
        new("channel", FieldType.Id, "How."),
        new("units", FieldType.Decimal, "How many.") { Required = true },
        new("revenue", FieldType.Decimal, "For how much."),
        new("price", FieldType.Decimal, "The price of one.") { Minimum = 0 },
        new("promotion", FieldType.Id, "The promotion that ran."),
        new("stock_out", FieldType.Flag, "Whether stock ran out that day."),
        new("extra", FieldType.Text, "Every other column, as a JSON object."),
    ]);

    /// <summary>What lies in store, as counted or reported; the newest report of an item and location holds.</summary>
    public static RecordKind Stock { get; } = new("stock", "time",
    [
        new("item", FieldType.Id, "What lies in store.") { Required = true },
        new("time", FieldType.Time, "When it was counted.") { Required = true },
        new("location", FieldType.Id, "Where."),
        new("on_hand", FieldType.Decimal, "How many are there.") { Required = true },
        new("on_order", FieldType.Decimal, "How many are on their way.") { Minimum = 0 },
        new("lead_time", FieldType.Decimal, "Days from order to arrival.") { Minimum = 0 },
        new("extra", FieldType.Text, "Every other column, as a JSON object."),
    ]);

    /// <summary>What things cost from a moment on; the newest price of an item, location and channel holds.</summary>
    public static RecordKind Prices { get; } = new("prices", "valid_from",
    [
        new("item", FieldType.Id, "What it is the price of.") { Required = true },
        new("valid_from", FieldType.Time, "Since when it holds.") { Required = true },
        new("price", FieldType.Decimal, "The price of one.") { Required = true, Minimum = 0 },
        new("currency", FieldType.Code, "The price's currency; the shop's where missing."),
        new("location", FieldType.Id, "Where."),
        new("channel", FieldType.Id, "How."),
        new("promotion", FieldType.Id, "The promotion it belongs to."),
        new("extra", FieldType.Text, "Every other column, as a JSON object."),
    ]);

    /// <summary>All kinds, the most common first.</summary>
    public static IReadOnlyList<RecordKind> All { get; } = [Events, Items, Users, Sales, Stock, Prices];
}
