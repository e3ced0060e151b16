namespace Kirana.Policies.Simulation;

/// <summary>Makes a shop that is a simulation: shoppers who look, click and buy by probabilities that are known, so that what a model estimates
/// and what a policy earns can be held against the truth.</summary>
/// <remarks>
/// <para>An item in place k of a list is looked at with probability k^(−η) (the position model of Craswell, Zoeter, Taylor and Ramsey, "An
/// experimental comparison of click position-bias models", WSDM 2008, with a power law). Looked at, it is clicked, then put into the cart, then
/// bought, each with a logistic probability of the shopper's taste for its category, its quality, the season, and how its price compares with its
/// usual one and with what the shopper pays.</para>
/// <para>How purchases spread over shoppers and items, and prices over items, is the sample shop's. It has no clicks: the three rates
/// are options. Every number is a function of <see cref="Seed"/>; the same bytes at any number of threads.</para>
/// </remarks>
public sealed record CommerceSimulator
{
    /// <summary>The seed of everything; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Shoppers, 1 to 10,000,000; 1,000 by default.</summary>
    public int Shoppers { get; init; } = 1000;

    /// <summary>Items, 2 to 1,000,000; 500 by default.</summary>
    public int Items { get; init; } = 500;

    /// <summary>Categories of items, 1 to 1,000; 12 by default.</summary>
    public int Categories { get; init; } = 12;

    /// <summary>Days, 1 to 3,650; 180 by default.</summary>
    public int Days { get; init; } = 180;

    /// <summary>The mean purchases of a shopper in all days, positive; 20 by default.</summary>
    public double PurchasesPerShopper { get; init; } = 20;

    /// <summary>The items of a list, 1 to 100; 10 by default.</summary>
    public int ListLength { get; init; } = 10;

    /// <summary>Clicks per shown item, between 0 and 0.5; 0.05 by default.</summary>
    public double ClickRate { get; init; } = 0.05;

    /// <summary>Carts per click, between 0 and 1; 0.3 by default.</summary>
    public double CartRate { get; init; } = 0.3;

    /// <summary>Purchases per cart, between 0 and 1; 0.5 by default.</summary>
    public double PurchaseRate { get; init; } = 0.5;

    /// <summary>η, how quickly lower places are looked at less, 0 to 3; 0.7 by default.</summary>
    public double PositionBias { get; init; } = 0.7;

    /// <summary>The mean of what a shopper's log-odds lose as the logarithm of a price grows by 1, 0 to 10; 1.5 by default.</summary>
    public double PriceResponse { get; init; } = 1.5;

    /// <summary>How much shoppers' tastes for categories differ, in log-odds, 0 to 5; 1.2 by default.</summary>
    public double TasteSpread { get; init; } = 1.2;

    /// <summary>The share of a taste that another one replaces by the last day, 0 to 1; 0.3 by default.</summary>
    public double Drift { get; init; } = 0.3;

    /// <summary>What a category's season adds to log-odds at its height, 0 to 5; 0.8 by default.</summary>
    public double Seasonality { get; init; } = 0.8;

    /// <summary>The share of items launched after the first day, 0 to 1; 0.28 by default, as in the sample shop after its first two months.</summary>
    public double Launches { get; init; } = 0.28;

    /// <summary>How purchases spread over shoppers; the sample shop's by default.</summary>
    public Marginal ShopperSpread { get; init; } = Marginal.PurchasesPerShopper;

    /// <summary>How purchases spread over items; the sample shop's by default.</summary>
    public Marginal ItemSpread { get; init; } = Marginal.PurchasesPerItem;

    /// <summary>Prices of items; the sample shop's by default.</summary>
    public Marginal PriceSpread { get; init; } = Marginal.Prices;

    /// <summary>Makes the shop.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is named.</exception>
    public SimulatedShop Open()
    {
        List<string> faults =
        [
            .. Fault(Shoppers is >= 1 and <= 10_000_000, nameof(Shoppers), Shoppers, "1 to 10,000,000"),
            .. Fault(Items is >= 2 and <= 1_000_000, nameof(Items), Items, "2 to 1,000,000"),
            .. Fault(Categories is >= 1 and <= 1000, nameof(Categories), Categories, "1 to 1,000"),
            .. Fault(Days is >= 1 and <= 3650, nameof(Days), Days, "1 to 3,650"),
            .. Fault(PurchasesPerShopper > 0 && double.IsFinite(PurchasesPerShopper), nameof(PurchasesPerShopper), PurchasesPerShopper, "positive and finite"),
            .. Fault(ListLength is >= 1 and <= 100, nameof(ListLength), ListLength, "1 to 100"),
            .. Fault(ClickRate is > 0 and < 0.5, nameof(ClickRate), ClickRate, "between 0 and 0.5"),
            .. Fault(CartRate is > 0 and < 1, nameof(CartRate), CartRate, "between 0 and 1"),
            .. Fault(PurchaseRate is > 0 and < 1, nameof(PurchaseRate), PurchaseRate, "between 0 and 1"),
            .. Fault(PositionBias is >= 0 and <= 3, nameof(PositionBias), PositionBias, "0 to 3"),
            .. Fault(PriceResponse is >= 0 and <= 10, nameof(PriceResponse), PriceResponse, "0 to 10"),
            .. Fault(TasteSpread is >= 0 and <= 5, nameof(TasteSpread), TasteSpread, "0 to 5"),
            .. Fault(Drift is >= 0 and <= 1, nameof(Drift), Drift, "0 to 1"),
            .. Fault(Seasonality is >= 0 and <= 5, nameof(Seasonality), Seasonality, "0 to 5"),
            .. Fault(Launches is >= 0 and <= 1, nameof(Launches), Launches, "0 to 1"),
            .. new[] { (nameof(ShopperSpread), ShopperSpread), (nameof(ItemSpread), ItemSpread), (nameof(PriceSpread), PriceSpread) }
                .Where(spread => spread.Item2.Fault() is not null).Select(spread => $"{spread.Item1} needs {spread.Item2.Fault()}."),
        ];
        return faults.Count == 0 ? new SimulatedShop(this) : throw new ArgumentException($"{nameof(CommerceSimulator)}: {string.Join(" ", faults)}");
    }

    private static string[] Fault<T>(bool holds, string option, T value, string range) => holds ? [] : [$"{option} is {value}, but must be {range}."];
}
