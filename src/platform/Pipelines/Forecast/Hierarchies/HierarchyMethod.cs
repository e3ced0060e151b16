using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>How well one way of reconciling forecast a hierarchy.</summary>
/// <param name="Name">The way: <c>mint-shrinkage</c>, <c>bottom-up</c> and so on.</param>
/// <param name="Crps">The mean over the levels of the scaled CRPS: the CRPS over the sum of |y|.</param>
/// <param name="Coverage">The share of observations in the inner 80 %.</param>
/// <param name="ByLevel">The scaled CRPS of each level, in the order of the levels.</param>
/// <param name="Difference">That of the first way less this one's, with its limits of 95 % by a paired bootstrap over points of time; 0 for the first.</param>
public sealed record HierarchyMethod(string Name, double Crps, double Coverage, IReadOnlyList<double> ByLevel, Interval Difference);
