using Kirana.Numerics.Statistics;

namespace Kirana.Learn.Validation;

/// <summary>The difference of two areas under ROC curves of the same rows.</summary>
/// <param name="Difference">The first area less the second, with DeLong's 95 % interval.</param>
/// <param name="Probability">The two-sided probability of such a difference where the areas are equal.</param>
public sealed record AreaDifference(Interval Difference, double Probability);
