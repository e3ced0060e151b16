namespace Kirana.Learn.Networks.Kernels;

/// <summary>The numbers of GELU by the hyperbolic tangent (Hendrycks and Gimpel, "Gaussian error linear units", 2016, section 2).</summary>
internal static class Gelu
{
    /// <summary>√(2/π).</summary>
    public const float Scale = 0.7978845608f;

    public const float Cubic = 0.044715f;
}
