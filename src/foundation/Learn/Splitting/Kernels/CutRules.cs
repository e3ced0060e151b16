namespace Kirana.Learn.Splitting.Kernels;

/// <summary>What a scan for the best cut must keep to.</summary>
/// <param name="FirstGradient">What lies left of every cut: the gradients of missing values, where these go left.</param>
/// <param name="FirstHessian">The same of hessians.</param>
/// <param name="Gradient">The leaf's sum of gradients.</param>
/// <param name="Hessian">The leaf's sum of hessians.</param>
/// <param name="L2">λ.</param>
/// <param name="Least">The least hessian of a side, above 0.</param>
/// <param name="Floor">What the gains of both sides together must exceed.</param>
internal readonly record struct CutRules(double FirstGradient, double FirstHessian, double Gradient, double Hessian, double L2, double Least, double Floor);
