namespace Kirana.Learn.Networks;

/// <summary>Where the weights of a layer begin, by a draw from the seed.</summary>
public enum WeightStart
{
    /// <summary>Uniformly in ±√(6 / (inputs + outputs)), biases at 0: signals and gradients keep their size from layer to layer (Glorot and Bengio,
    /// "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, eq. 16).</summary>
    Normalized,

    /// <summary>Weights and biases uniformly in ±1/√inputs, the heuristic that the same paper begins with (eq. 1); also PyTorch's.</summary>
    InverseRoot,
}
