namespace Kirana.Policies.Simulation;

/// <summary>The true probabilities of what a shopper does with an item that is shown; each includes those before it.</summary>
/// <param name="Click">That it is clicked.</param>
/// <param name="Cart">That it is clicked and put into the cart.</param>
/// <param name="Purchase">That it is clicked, put into the cart and bought.</param>
public readonly record struct Chances(double Click, double Cart, double Purchase);
