namespace Kirana.Learn.Objectives;

/// <summary>How a raw score becomes a prediction.</summary>
public enum Link
{
    /// <summary>The score itself.</summary>
    Identity,

    /// <summary>A probability: 1 / (1 + e^−score).</summary>
    Logistic,

    /// <summary>A positive number: e^score.</summary>
    Exponential,

    /// <summary>Probabilities of K classes: e^score over the sum of all K.</summary>
    Softmax,
}
