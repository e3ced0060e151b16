using Kirana.Recommend.Options;

namespace Kirana.Recommend.Ranking;

/// <summary>What a list is to bring, as weights.</summary>
/// <remarks>The value of a candidate is Click · P(click) + Cart · P(cart) + Purchase · P(purchase) + Revenue · P(purchase) · price · margin / mean price. Its
/// score is <see cref="Order"/> times the learnt order plus the value, each in standard deviations of the candidates of the list.</remarks>
public sealed record ObjectiveMix
{
    /// <summary>The weight of the order learnt by LambdaMART, 0 or more; 1 by default.</summary>
    public double Order { get; init; } = 1;

    /// <summary>The weight of a click, 0 or more; 0 by default.</summary>
    public double Click { get; init; }

    /// <summary>The weight of the cart, 0 or more; 0 by default.</summary>
    public double Cart { get; init; }

    /// <summary>The weight of a purchase, 0 or more; 0 by default.</summary>
    public double Purchase { get; init; }

    /// <summary>The weight of expected revenue in units of the mean price, 0 or more; 1 by default. An item without a price counts as one of the mean.</summary>
    public double Revenue { get; init; } = 1;

    /// <summary>The weights by name.</summary>
    internal static OptionTable<ObjectiveMix> Table { get; } = new OptionTable<ObjectiveMix>()
        .Number("order", mix => mix.Order, (mix, value) => mix with { Order = value })
        .Number("click", mix => mix.Click, (mix, value) => mix with { Click = value })
        .Number("cart", mix => mix.Cart, (mix, value) => mix with { Cart = value })
        .Number("purchase", mix => mix.Purchase, (mix, value) => mix with { Purchase = value })
        .Number("revenue", mix => mix.Revenue, (mix, value) => mix with { Revenue = value });

    /// <summary>Whether nothing but the order counts.</summary>
    internal bool IsOrderAlone => Click + Cart + Purchase + Revenue == 0;

    /// <summary>The value of a candidate.</summary>
    /// <param name="chances">Its chances.</param>
    /// <param name="price">Its price in units of the mean price.</param>
    /// <param name="margin">The share of the price that the shop keeps.</param>
    public double ValueOf(OutcomeChances chances, double price, double margin = 1) =>
        Click * chances.Click + Cart * chances.Cart + Purchase * chances.Purchase + Revenue * chances.Revenue(price, margin);

    /// <summary>Notes what is out of range.</summary>
    internal OptionFaults Check(OptionFaults faults)
    {
        foreach (var (name, weight) in new[] { (nameof(Order), Order), (nameof(Click), Click), (nameof(Cart), Cart), (nameof(Purchase), Purchase), (nameof(Revenue), Revenue) })
            faults.Require(weight >= 0 && double.IsFinite(weight), weight, "0 or more and finite", name);
        return faults.Require(Order + Click + Cart + Purchase + Revenue > 0, Order, "positive where every other weight is 0", nameof(Order));
    }
}
