using Kirana.Pipelines.Forecast.Hierarchies;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary>How well one way of reconciling forecast a hierarchy.</summary>
/// <param name="Name">The way.</param>
/// <param name="Crps">The mean over the levels of the scaled CRPS.</param>
/// <param name="Coverage">The share of observations in the inner 80 %.</param>
/// <param name="ByLevel">The scaled CRPS of each level.</param>
/// <param name="Difference">That of the first way less this one's.</param>
/// <param name="Limits">The limits of 95 % of the difference.</param>
internal sealed record HierarchyMethodAnswer(string Name, double? Crps, double? Coverage, IReadOnlyList<double?> ByLevel, double? Difference, double?[] Limits)
{
    /// <summary>Describes a method.</summary>
    /// <param name="method">The method.</param>
    public static HierarchyMethodAnswer Of(HierarchyMethod method) => new(
        method.Name, Figures.Of(method.Crps), Figures.Of(method.Coverage), [.. method.ByLevel.Select(Figures.Of)], Figures.Of(method.Difference.Estimate),
        [Figures.Of(method.Difference.Lower), Figures.Of(method.Difference.Upper)]);
}
