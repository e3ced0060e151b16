using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Commands.Train;

/// <summary>How well held-out steps of one kind were forecast.</summary>
/// <param name="Scope">The series, such as <c>item-day</c>.</param>
/// <param name="Days"><c>holidays</c>, <c>promotions</c> or <c>other days</c>.</param>
/// <param name="Series">Series with such steps.</param>
/// <param name="Steps">The steps, of all series.</param>
/// <param name="Metrics">The model's figures on them.</param>
internal sealed record DaysAnswer(string Scope, string Days, int Series, int Steps, IReadOnlyDictionary<string, double?> Metrics)
{
    /// <summary>Describes the kinds of days of all scopes.</summary>
    /// <param name="scopes">The scores.</param>
    public static IReadOnlyList<DaysAnswer> Of(IReadOnlyList<ForecastScopeScores> scopes) => [.. scopes.SelectMany(scope => scope.Apart.Select(days =>
        new DaysAnswer(scope.Scope, days.Days, days.Series, days.Steps, Scores.Estimates(days.Metrics))))];
}
