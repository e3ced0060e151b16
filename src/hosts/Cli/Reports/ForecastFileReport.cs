using System.Globalization;
using Kirana.Cli.Commands.Forecast;
using Kirana.Cli.Invocation;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Details;

namespace Kirana.Cli.Reports;

/// <summary>Writes how good forecasts of a file of series are, where they are good and where bad, as one page.</summary>
internal static class ForecastFileReport
{
    private const int WorstDrawn = 6;
    private const int StepsOfSpark = 60;

    /// <summary>Writes the page in one step.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="path">Where it will be.</param>
    /// <param name="file">The file of series, as it was given.</param>
    /// <param name="result">The evaluation.</param>
    /// <returns>The page's full path.</returns>
    public static string Write(CommandContext context, string path, string file, ForecastFileResult result)
    {
        var made = context.Clock.GetUtcNow();
        var report = new Report
        {
            Title = $"Forecasts of {Path.GetFileName(file)}", Subtitle = $"kirana evaluate forecast by {result.Model}, {ShopReport.Day(made)}",
            Sections = [Figures(result), .. Covariates(result), Slices(result.Details), Examples(result), Worst(result.Details)],
            Footer = $"Made by Kirana {CommandLine.Version} on {ShopReport.Day(made)}.",
        };
        return ReportFile.Replace(path, report);
    }

    /// <summary>The slices as a table, or a word that there is nothing to part.</summary>
    /// <param name="slices">The slices.</param>
    public static Block SliceTable(IReadOnlyList<ForecastSlice> slices) => new Table(
        [new TableColumn("Series"), new TableColumn("Forecasts", true), new TableColumn("MASE", true), new TableColumn("95 % from", true), new TableColumn("to", true), new TableColumn("sMAPE", true), new TableColumn("Bias", true), new TableColumn("Inside the interval", true)],
        [.. slices.Select(slice => (IReadOnlyList<Cell>)
        [
            slice.Name, NumberText.Whole(slice.Forecasts), Number(slice.Mase.Estimate), Number(slice.Mase.Lower), Number(slice.Mase.Upper), Number(slice.Smape, "0.0"), Share(slice.Bias), Share(slice.Coverage),
        ])], "By demand class (Syntetos, Boylan and Croston 2005), by length and by volume");

    private static Section Figures(ForecastFileResult result) => new("How good the forecasts are",
    [
        new Prose($"{NumberText.Whole(result.Scored)} forecasts of {result.Horizon} steps, made from {(result.Windows == 1 ? "one origin" : $"{result.Windows} origins")} without a look at what came after, were compared with it."),
        new Table([new TableColumn("Figure"), new TableColumn("Value", true), new TableColumn("95 % from", true), new TableColumn("to", true)],
            [.. result.Metrics.Select(figure => (IReadOnlyList<Cell>)
            [
                figure.Key, Number(figure.Value.Estimate), Number(figure.Value.Lower), Number(figure.Value.Upper),
            ])], "Averages over series with bootstrap intervals"),
    ]);

    /// <summary>What is known beside the series, and whether it helps; nothing where nothing was given.</summary>
    private static IEnumerable<Section> Covariates(ForecastFileResult result)
    {
        if (result.Covariates is not { } trials)
            yield break;
        yield return new Section("What is known beside the series",
        [
            new Table(
                [
                    new TableColumn("Covariate"), new TableColumn("Used"), new TableColumn("A unit more", true), new TableColumn("95 % from", true), new TableColumn("to", true),
                    new TableColumn("Error avoided", true), new TableColumn("95 % from", true), new TableColumn("to", true), new TableColumn("Because"),
                ],
                [.. trials.Covariates.Select(trial => (IReadOnlyList<Cell>)
                [
                    trial.Name, trial.Used ? "yes" : "no", Of(trial.Effect, one => one.Estimate), Of(trial.Effect, one => one.Lower), Of(trial.Effect, one => one.Upper),
                    Of(trial.Gain, one => one.Estimate), Of(trial.Gain, one => one.Lower), Of(trial.Gain, one => one.Upper), trial.Reason,
                ])], $"Effects {(trials.Multiplies ? "multiply" : "add to")} what is usual; the error avoided is that of times held out inside the newest window's history"),
            .. trials.Notes.Select(note => new Prose(note)),
        ]);

        static string Of(Numerics.Statistics.Interval? figure, Func<Numerics.Statistics.Interval, double> part) => figure is { } one ? Share(part(one)) : "–";
    }

    private static Section Slices(ForecastDetails details) => new("Where they are good and where bad", [SliceTable(details.Slices)]);

    private static Section Examples(ForecastFileResult result)
    {
        var examples = result.Details.Examples;
        var blocks = new List<Block>();
        if (examples.Count == 0)
            blocks.Add(new Prose("No series varies enough to scale its error."));
        else
            blocks.Add(new Columns([.. examples.Select(example => new Figure(Picture(example)))]));
        if (examples.Count > 0 && SeriesPartsFigure.Of(examples[examples.Count / 2].Series, result.Seasons[0], examples[examples.Count / 2].Score.Key, "value") is { } parts)
            blocks.Add(parts);
        return new Section("Forecasts from good to bad, and what the middle one is made of", blocks);
    }

    private static Section Worst(ForecastDetails details) => new("The worst",
    [
        new Columns([.. details.Worst.Take(WorstDrawn).Select(one => new Figure(Picture(one)))]),
        new Table(
            [new TableColumn("Series"), new TableColumn("Demand"), new TableColumn("MASE", true), new TableColumn("sMAPE", true), new TableColumn("Mean error", true), new TableColumn("Its end", false)],
            [.. details.Worst.Select(one => (IReadOnlyList<Cell>)
            [
                one.Score.Key, one.DemandClass, Number(one.Score.Mase), Number(one.Score.Smape, "0.0"), Number(one.Score.Bias),
                new Cell("") { Spark = [.. one.Series.Values[Math.Max(0, one.Series.Length - StepsOfSpark)..].ToArray().Where(double.IsFinite)] },
            ])], "By MASE, the error beside that of repeating the season before"),
    ]);

    private static Pictures.Charts.Chart Picture(ScoredForecast one) => ForecastPicture.Of(
        one.Forecast, one.Series, one.Score.Key, $"MASE {Number(one.Score.Mase)}, {one.DemandClass} demand, by {one.Forecast.Model}", "value");

    private static string Number(double value, string format = "0.000") => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";

    private static string Share(double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";
}
