using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast;

/// <summary>Scores as the flat figures a model version keeps.</summary>
/// <remarks>Items by day have plain names (<c>mase</c>), other scopes a prefix (<c>item-week/mase</c>); the ends of a 95 % interval stand
/// beside the figure as <c>mase-lower</c> and <c>mase-upper</c>.</remarks>
internal static class ForecastMetrics
{
    public static IReadOnlyDictionary<string, double> Of(IReadOnlyList<ForecastScopeScores> scopes) => Flat(scopes, scope => scope.Metrics);

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> OfBaselines(IReadOnlyList<ForecastScopeScores> scopes) =>
        scopes.SelectMany(scope => scope.Baselines.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .ToDictionary(name => name, name => Flat(scopes, scope => scope.Baselines.GetValueOrDefault(name)), StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, double> Flat(
        IReadOnlyList<ForecastScopeScores> scopes, Func<ForecastScopeScores, IReadOnlyDictionary<string, Interval>?> figures)
    {
        var flat = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < scopes.Count; i++)
        {
            var prefix = i == 0 ? "" : scopes[i].Scope + "/";
            foreach (var (name, figure) in figures(scopes[i]) ?? new Dictionary<string, Interval>(StringComparer.Ordinal))
            {
                flat[prefix + name] = figure.Estimate;
                flat[$"{prefix}{name}-lower"] = figure.Lower;
                flat[$"{prefix}{name}-upper"] = figure.Upper;
            }
        }

        return flat;
    }
}
