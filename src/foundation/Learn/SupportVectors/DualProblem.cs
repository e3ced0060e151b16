namespace Kirana.Learn.SupportVectors;

/// <summary>min ½αᵀQα + pᵀα with Qᵢⱼ = yᵢyⱼK(xᵢ, xⱼ), 0 ≤ α ≤ C and yᵀα as it is at the start: the dual of every support vector method here.</summary>
/// <param name="Rows">The row of each variable.</param>
/// <param name="Signs">y, 1 or −1.</param>
/// <param name="Linear">p.</param>
/// <param name="Limits">C, from 0 up; +∞ for none.</param>
/// <param name="Start">A feasible α.</param>
/// <param name="KeepsClasses">Whether the sum of α is kept for each sign by itself, as ν-classification demands.</param>
internal sealed record DualProblem(KernelRows Rows, sbyte[] Signs, double[] Linear, double[] Limits, double[] Start, bool KeepsClasses)
{
    public int Count => Signs.Length;
}
