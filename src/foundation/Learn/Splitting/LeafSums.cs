using System.Runtime.CompilerServices;

namespace Kirana.Learn.Splitting;

/// <summary>What a split search knows of a leaf besides its histogram.</summary>
/// <param name="Gradient">The sum of gradients.</param>
/// <param name="Hessian">The sum of hessians.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Lower">The least value that the monotone constraints above leave it.</param>
/// <param name="Upper">The greatest.</param>
internal readonly record struct LeafSums(double Gradient, double Hessian, int Rows, double Lower, double Upper)
{
    /// <summary>Whether a constraint above binds the leaf's value.</summary>
    public bool IsBounded => !double.IsNegativeInfinity(Lower) || !double.IsPositiveInfinity(Upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Clamp(double value) => Math.Clamp(value, Lower, Upper);
}
