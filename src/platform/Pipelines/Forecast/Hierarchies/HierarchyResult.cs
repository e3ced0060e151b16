using Kirana.Forecast.Hierarchy;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>How ways of reconciling compare on a hierarchy.</summary>
/// <param name="Model">The forecaster of every series.</param>
/// <param name="Series">Series of all levels.</param>
/// <param name="Levels">The levels, coarse before fine.</param>
/// <param name="Horizon">Steps ahead.</param>
/// <param name="Windows">Rolling origins.</param>
/// <param name="Methods">The ways, minimum trace with a shrunken covariance first.</param>
public sealed record HierarchyResult(string Model, int Series, IReadOnlyList<string> Levels, int Horizon, int Windows, IReadOnlyList<HierarchyMethod> Methods)
{
    /// <summary>Sums the scores up.</summary>
    internal static HierarchyResult Of(string model, SeriesHierarchy hierarchy, int horizon, int windows, IReadOnlyList<HierarchyScores> scores, ulong seed)
    {
        double[][] points = [.. scores.Select(one => one.Points())];
        return new HierarchyResult(model, hierarchy.Count, hierarchy.Levels, horizon, windows, [.. scores.Select((one, i) => new HierarchyMethod(
            one.Method.Name, points[i].Average(), one.Coverage(), [.. Enumerable.Range(0, hierarchy.Levels.Count).Select(one.ScaledCrps)],
            Bootstrap.PairedDifference(points[0], points[i], seed: seed)))]);
    }
}
