namespace Kirana.Learn.Splitting.Kernels;

/// <summary>The best cut of a scan.</summary>
/// <param name="Bin">The last bin on the left; −1 where no cut gains enough.</param>
/// <param name="Gain">The gains of both sides together.</param>
/// <param name="Gradient">The left side's sum of gradients.</param>
/// <param name="Hessian">The left side's sum of hessians.</param>
internal readonly record struct Cut(int Bin, double Gain, double Gradient, double Hessian);
