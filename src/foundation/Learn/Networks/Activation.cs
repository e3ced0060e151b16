namespace Kirana.Learn.Networks;

/// <summary>What a hidden unit makes of its sum z.</summary>
public enum Activation
{
    /// <summary>max(z, 0), the rectified linear unit.</summary>
    Relu,

    /// <summary>z·Φ(z) with Φ by the hyperbolic tangent: ½z(1 + tanh(√(2/π)(z + 0.044715z³))); smooth at 0 (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>tanh z.</summary>
    Tanh,

    /// <summary>1 / (1 + e⁻ᶻ).</summary>
    Logistic,
}
