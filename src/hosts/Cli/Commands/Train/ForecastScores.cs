using Kirana.Cli.Screens;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Commands.Train;

/// <summary>Shows how well each set of series was forecast, beside its baselines.</summary>
internal static class ForecastScores
{
    private static readonly string[] Shown = ["mase", "rmsse", "smape", "wql", "coverage"];

    /// <summary>Shows the scores.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="scopes">The scores.</param>
    public static void Show(Screen screen, IReadOnlyList<ForecastScopeScores> scopes)
    {
        foreach (var scope in scopes)
        {
            screen.Heading($"{scope.Scope}: {NumberText.Whole(scope.Scored)} of {NumberText.Whole(scope.Series)} series, the last {scope.Horizon} steps held out");
            Scores.Compare(screen, Shown, scope.Baselines.Prepend(new("this model", scope.Metrics)));
            if (scope.Apart.Count > 0)
            {
                screen.Line();
                screen.Table(["held-out days", ">series", ">steps", .. Shown.Select(name => ">" + name)], scope.Apart.Select(days => (IReadOnlyList<string>)
                    [days.Days, NumberText.Whole(days.Series), NumberText.Whole(days.Steps),
                        .. Shown.Select(name => days.Metrics.TryGetValue(name, out var figure) ? Figures.Text(figure.Estimate) : "–")]));
            }

            if (scope.Inputs.Count == 0)
                continue;
            screen.Line();
            screen.Table(["what the shop knows", "used", ">RMSSE with", ">without", ">difference", ">95 % from", ">to"], scope.Inputs.Select(trial => (IReadOnlyList<string>)
                [trial.Input, trial.Used ? "yes" : "no", Figures.Text(trial.With), Figures.Text(trial.Without), Figures.Text(trial.Difference.Estimate),
                    Figures.Text(trial.Difference.Lower), Figures.Text(trial.Difference.Upper)]));
        }
    }
}
