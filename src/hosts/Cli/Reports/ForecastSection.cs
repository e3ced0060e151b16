using System.Globalization;
using Kirana.Cli.Commands.Forecast;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast;

namespace Kirana.Cli.Reports;

/// <summary>What the forecasts are worth, and pictures of some of them over what happened.</summary>
internal static class ForecastSection
{
    private const string Simplest = "seasonal-naive";

    /// <summary>Composes the section.</summary>
    /// <param name="story">The shop.</param>
    /// <param name="report">The scores.</param>
    public static Section Compose(ShopStory story, ForecastTrainingReport report)
    {
        var blocks = new List<Block> { Words(report.Scopes) };
        if (story.HeldOut.Count > 0)
            blocks.Add(new Columns([.. story.HeldOut.Select(held => new Figure(
                ForecastPicture.Of(held.Forecast, held.Sold, ShopReport.Title(story, held.Item), "Units a day; the last four weeks held back")))]));
        foreach (var scores in report.Scopes)
            blocks.Add(Figures(scores));
        blocks.AddRange(Apart(report.Scopes));
        blocks.AddRange(Inputs(report.Scopes));
        return new Section("What will be sold", blocks);
    }

    /// <summary>What the scores of items by day say, in words.</summary>
    /// <param name="scopes">The scores, items by day first.</param>
    public static Prose Words(IReadOnlyList<ForecastScopeScores> scopes)
    {
        var scope = scopes[0];
        return new Prose(
            $"The last {scope.Horizon} days of {NumberText.Whole(scope.Scored)} products were held back and forecast from what came before."
            + (Gain(scopes) is { } gain ? $" The error is {gain * 100:0} % smaller than that of repeating the same day of last week." : "")
            + (scope.Metrics.TryGetValue("coverage", out var coverage) ? $" The 80 % intervals held {coverage.Estimate * 100:0} % of the days." : ""));
    }

    /// <summary>The share by which the model's mean absolute error lies below that of the same day last week; <see langword="null"/> if it does not.</summary>
    /// <param name="scopes">The scores, items by day first.</param>
    public static double? Gain(IReadOnlyList<ForecastScopeScores> scopes) =>
        scopes[0].Baselines.TryGetValue(Simplest, out var naive) && naive.TryGetValue("mae", out var before)
        && scopes[0].Metrics.TryGetValue("mae", out var now) && now.Estimate < before.Estimate
            ? 1 - now.Estimate / before.Estimate
            : null;

    /// <summary>The figures of a scope.</summary>
    /// <param name="scores">Its scores.</param>
    public static Block Figures(ForecastScopeScores scores)
    {
        string[] names = [.. new[] { "mase", "rmsse", "mae", "wql", "coverage" }.Where(scores.Metrics.ContainsKey)];
        return new Table(
            [new TableColumn("Model"), .. names.Select(name => new TableColumn(name, true))],
            [.. scores.Baselines.Prepend(new("median of all (serves)", scores.Metrics)).Select((model, i) => (IReadOnlyList<Cell>)
            [
                new Cell(model.Key) { IsStrong = i == 0 },
                .. names.Select(name => new Cell(model.Value.TryGetValue(name, out var figure) ? figure.Estimate.ToString("0.000", CultureInfo.InvariantCulture) : "–") { IsStrong = i == 0 }),
            ])], $"{Words(scores.Scope)}, {scores.Horizon} steps ahead, {NumberText.Whole(scores.Scored)} series");
    }

    /// <summary>The held-out days of holidays and promotions apart from the others; nothing where there were none.</summary>
    /// <param name="scopes">The scores.</param>
    public static IEnumerable<Block> Apart(IReadOnlyList<ForecastScopeScores> scopes)
    {
        if (scopes.All(scope => scope.Apart.Count == 0))
            yield break;
        string[] names = ["mase", "rmsse", "coverage"];
        yield return new Table(
            [new TableColumn("Held-out days"), new TableColumn("Series", true), new TableColumn("Steps", true), .. names.Select(name => new TableColumn(name, true))],
            [.. scopes.SelectMany(scope => scope.Apart.Select(days => (IReadOnlyList<Cell>)
            [
                $"{Words(scope.Scope)}: {days.Days}", NumberText.Whole(days.Series), NumberText.Whole(days.Steps),
                .. names.Select(name => new Cell(days.Metrics.TryGetValue(name, out var figure) ? figure.Estimate.ToString("0.000", CultureInfo.InvariantCulture) : "–")),
            ]))], "Days of holidays, with three days before and one after, and of promotions, which a mean over all days hides");
    }

    /// <summary>What the shop knows beside the units sold, and whether it helps; nothing if it knows nothing.</summary>
    /// <param name="scopes">The scores.</param>
    public static IEnumerable<Block> Inputs(IReadOnlyList<ForecastScopeScores> scopes)
    {
        if (scopes.All(scope => scope.Inputs.Count == 0))
            yield break;
        yield return new Table(
            [
                new TableColumn("What the shop knows"), new TableColumn("Used"), new TableColumn("RMSSE with", true), new TableColumn("without", true), new TableColumn("Difference", true),
                new TableColumn("95 % from", true), new TableColumn("to", true),
            ],
            [.. scopes.SelectMany(scope => scope.Inputs.Select(trial => (IReadOnlyList<Cell>)
            [
                $"{Words(scope.Scope)}: {trial.Input}", trial.Used ? "yes" : "no", Number(trial.With), Number(trial.Without), Number(trial.Difference.Estimate),
                Number(trial.Difference.Lower), Number(trial.Difference.Upper),
            ]))], "Used is what made forecasts no worse on the weeks before the held-out end; the figures are of that end, point forecasts with it and the others used beside forecasts with the others alone");
    }

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Words(string scope) => scope switch
    {
        "item-day" => "Products by day",
        "item-week" => "Products by week",
        "item-location-day" => "Products by location and day",
        "item-location-week" => "Products by location and week",
        _ => scope,
    };
}
