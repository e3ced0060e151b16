namespace Kirana.Learn.Trees.Kernels;

/// <summary>What a scan knows of a node besides its values.</summary>
/// <param name="Target">The sum of weight × target.</param>
/// <param name="Weight">The sum of weights.</param>
/// <param name="LeftTarget">The part of rows that lie left of every cut.</param>
/// <param name="LeftWeight">The same of weights.</param>
internal readonly record struct MomentSums(double Target, double Weight, double LeftTarget, double LeftWeight);
