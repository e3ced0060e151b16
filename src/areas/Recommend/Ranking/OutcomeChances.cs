namespace Kirana.Recommend.Ranking;

/// <summary>How likely each stage is reached by an item that is listed.</summary>
/// <param name="Click">The probability of a click or more.</param>
/// <param name="Cart">The probability of the cart or more, at most <paramref name="Click"/>.</param>
/// <param name="Purchase">The probability of a purchase, at most <paramref name="Cart"/>.</param>
public readonly record struct OutcomeChances(float Click, float Cart, float Purchase)
{
    /// <summary>What the item is expected to earn: probability × price × margin.</summary>
    /// <param name="price">Its price; NaN gives NaN.</param>
    /// <param name="margin">The share of the price that the shop keeps; 1, the default, where it is not known.</param>
    public double Revenue(double price, double margin = 1) => Purchase * price * margin;
}
