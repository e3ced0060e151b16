namespace Kirana.Policies.Simulation;

/// <summary>What a simulated shopper did with one item of a list.</summary>
/// <param name="Item">The item's index.</param>
/// <param name="Position">Its place in the list, from 1.</param>
/// <param name="Price">Its price at the moment.</param>
/// <param name="Margin">What the shop keeps of the price, in money.</param>
/// <param name="Clicked">Whether it was clicked.</param>
/// <param name="Carted">Whether it was put into the cart, which a click comes before.</param>
/// <param name="Purchased">Whether it was bought, which the cart comes before.</param>
public readonly record struct ItemOutcome(int Item, int Position, double Price, double Margin, bool Clicked, bool Carted, bool Purchased)
{
    /// <summary>The price if it was bought, otherwise 0.</summary>
    public double Revenue => Purchased ? Price : 0;

    /// <summary>The margin if it was bought, otherwise 0.</summary>
    public double Profit => Purchased ? Margin : 0;
}
