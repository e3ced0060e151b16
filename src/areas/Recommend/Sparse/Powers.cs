using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Sparse;

/// <summary>Powers with the same bits on every platform.</summary>
internal static class Powers
{
    /// <summary>xʸ for a positive x; exact for the exponents 0, ½ and 1, rounded once for 2.</summary>
    public static double Of(double x, double exponent) => exponent switch
    {
        0 => 1,
        0.5 => Math.Sqrt(x),
        1 => x,
        2 => x * x,
        _ => Elementary.Exp(exponent * Elementary.Log(x)),
    };
}
