namespace Kirana.Learn.Splitting;

/// <summary>The best split of one feature, before the best feature is known; none where <see cref="Gain"/> is 0.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Gain">What the children's gains together exceed the floor by.</param>
/// <param name="Gradient">The left child's sum of gradients.</param>
/// <param name="Hessian">The left child's sum of hessians.</param>
/// <param name="L2">λ of this split.</param>
/// <param name="Bin">Numeric: the last bin that goes left.</param>
/// <param name="ReservedLeft">Whether the reserved bin goes left.</param>
/// <param name="LeftBins">Categorical: the bins that go left.</param>
internal readonly record struct SplitCandidate(
    int Feature, double Gain, double Gradient, double Hessian, double L2, int Bin, bool ReservedLeft, int[]? LeftBins);
