namespace Kirana.Learn.Networks;

/// <summary>How weights follow their gradients.</summary>
public enum NetworkOptimizer
{
    /// <summary>A step of each weight's own size: the running mean of its derivative by the root of that of its square (Kingma and Ba, "Adam: a
    /// method for stochastic optimization", ICLR 2015, algorithm 1, with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸).</summary>
    Adam,

    /// <summary>Gradient descent with momentum: v ← γv + ∇, w ← w − ηv.</summary>
    Momentum,
}
