using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast;

/// <summary>The scores of all scopes as one set of figures: items by day have plain names (<c>mase</c>), other scopes are slices
/// (<c>item-week/mase</c>).</summary>
public static class ForecastMetrics
{
    /// <summary>The model's figures.</summary>
    /// <param name="scopes">The scores of each scope, items by day first.</param>
    public static IReadOnlyDictionary<string, Interval> Of(IReadOnlyList<ForecastScopeScores> scopes) => Joined(scopes, scope => scope.Metrics);

    /// <summary>The figures of each baseline.</summary>
    /// <param name="scopes">The scores of each scope, items by day first.</param>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Interval>> OfBaselines(IReadOnlyList<ForecastScopeScores> scopes) =>
        scopes.SelectMany(scope => scope.Baselines.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToDictionary(name => name, name => Joined(scopes, scope => scope.Baselines.GetValueOrDefault(name)), StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, Interval> Joined(
        IReadOnlyList<ForecastScopeScores> scopes, Func<ForecastScopeScores, IReadOnlyDictionary<string, Interval>?> figures)
    {
        var joined = new SortedDictionary<string, Interval>(StringComparer.Ordinal);
        for (var i = 0; i < scopes.Count; i++)
            foreach (var (name, figure) in figures(scopes[i]) ?? new Dictionary<string, Interval>(StringComparer.Ordinal))
                joined[i == 0 ? name : $"{scopes[i].Scope}/{name}"] = figure;
        return joined;
    }
}
