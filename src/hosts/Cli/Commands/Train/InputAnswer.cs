using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Commands.Train;

/// <summary>Whether something the shop knows makes its forecasts better.</summary>
/// <param name="Scope">The series, such as <c>item-day</c>.</param>
/// <param name="Input"><c>stock-outs</c>, <c>holidays</c>, <c>offers</c>, <c>outliers</c> or <c>all used</c>.</param>
/// <param name="Used">Whether it is used.</param>
/// <param name="Series">The series compared.</param>
/// <param name="With">Their mean RMSSE with it and the others used.</param>
/// <param name="Without">With the others used alone.</param>
/// <param name="Difference">With less without; below 0 is a gain.</param>
/// <param name="Limits">The limits of 95 % of the difference.</param>
internal sealed record InputAnswer(string Scope, string Input, bool Used, int Series, double? With, double? Without, double? Difference, double?[] Limits)
{
    /// <summary>Describes the trials of all scopes.</summary>
    /// <param name="scopes">The scores.</param>
    public static IReadOnlyList<InputAnswer> Of(IReadOnlyList<ForecastScopeScores> scopes) => [.. scopes.SelectMany(scope => scope.Inputs.Select(trial => new InputAnswer(
        scope.Scope, trial.Input, trial.Used, trial.Series, Figures.Of(trial.With), Figures.Of(trial.Without), Figures.Of(trial.Difference.Estimate),
        [Figures.Of(trial.Difference.Lower), Figures.Of(trial.Difference.Upper)])))];
}
