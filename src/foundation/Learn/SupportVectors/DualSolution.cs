namespace Kirana.Learn.SupportVectors;

/// <summary>The optimum of a dual problem.</summary>
/// <param name="Alpha">α.</param>
/// <param name="F">y·∇ of the dual at α; of variables with 0 &lt; α &lt; C it is the threshold ρ.</param>
/// <param name="Objective">½αᵀQα + pᵀα.</param>
/// <param name="Threshold">ρ.</param>
/// <param name="Margin">The scale r of ν-classification, by which the decision is divided; 1 elsewhere.</param>
/// <param name="Violation">How far optimality is violated: the greatest F that may fall less the least that may rise.</param>
/// <param name="Steps">Steps taken.</param>
internal sealed record DualSolution(double[] Alpha, double[] F, double Objective, double Threshold, double Margin, double Violation, long Steps);
