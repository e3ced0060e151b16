namespace Kirana.Numerics.Kernels;

/// <summary>The sum of a vector, in 8 partial sums of double merged in one fixed tree, the same bits at every register width.</summary>
public static partial class Sum
{
    /// <summary>Σ xᵢ, accumulated in double; 0 if the vector is empty.</summary>
    /// <param name="x">The vector.</param>
    public static double Of(ReadOnlySpan<float> x) => Scalar(x);

    /// <summary>Σ xᵢ; 0 if the vector is empty.</summary>
    /// <param name="x">The vector.</param>
    public static double Of(ReadOnlySpan<double> x) => Scalar(x);
}
