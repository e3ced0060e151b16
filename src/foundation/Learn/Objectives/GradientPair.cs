using System.Runtime.InteropServices;

namespace Kirana.Learn.Objectives;

/// <summary>The first and second derivative of a row's loss by its score.</summary>
/// <param name="Gradient">The first derivative g.</param>
/// <param name="Hessian">The second derivative h, at least 0; a stand-in such as 1 where the loss has none.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct GradientPair(float Gradient, float Hessian)
{
    /// <summary>The derivatives of a row that counts <paramref name="weight"/> times.</summary>
    internal GradientPair Times(float weight) => new(Gradient * weight, Hessian * weight);
}
