using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;

namespace Kirana.Cli.Reports;

/// <summary>How good the records are: what was accepted, what was set aside and why, whether the money adds up, how returns were matched.</summary>
internal static class QualitySection
{
    /// <summary>Composes the section.</summary>
    /// <param name="story">The shop.</param>
    public static Section Compose(ShopStory story)
    {
        var currency = ShopReport.Currency(story);
        // The same file imported again counts once: its latest receipt says it all.
        var files = story.Imports.DistinctBy(import => (import.Source, import.File)).Select(import => import.Report).ToArray();
        long rows = files.Sum(file => file.Rows), accepted = files.Sum(file => file.Accepted);
        decimal taken = files.Sum(file => file.AcceptedValue), aside = files.Sum(file => file.QuarantinedValue);
        var returns = story.Reversals;
        var blocks = new List<Block>
        {
            new Prose("Every line of every file was either accepted or set aside with one reason. The two add up to the file, in lines and in money."),
            new Table(
                [new TableColumn(""), new TableColumn("Lines", true), new TableColumn("Money", true)],
                [
                    ["accepted", NumberText.Whole(accepted), currency + NumberText.Money(taken)],
                    ["set aside", NumberText.Whole(rows - accepted), currency + NumberText.Money(aside)],
                    [new Cell("read") { IsStrong = true }, new Cell(NumberText.Whole(rows)) { IsStrong = true }, new Cell(currency + NumberText.Money(taken + aside)) { IsStrong = true }],
                ]),
        };
        if (story.Quarantine.Count > 0)
            blocks.Add(new Table(
                [new TableColumn("Reason for setting aside"), new TableColumn("Lines", true)],
                [.. story.Quarantine.OrderByDescending(pair => pair.Value).Select(pair => (IReadOnlyList<Cell>)[pair.Key.Replace('-', ' '), NumberText.Whole(pair.Value)])],
                "The command kirana check shows each of these lines"));
        if (returns.Returns > 0)
            blocks.Add(new Prose(
                $"Of {NumberText.Whole(returns.Returns)} returns of products, {NumberText.Whole(returns.Matched)} were matched in full to the purchase they take back and "
                + $"{NumberText.Whole(returns.PartlyMatched)} in part: {NumberText.Whole((long)returns.UnitsReversed)} units that forecasts and recommendations do not count as demand. "
                + $"{NumberText.Whole(returns.Unmatched)} take back something bought before these records begin; they lower revenue only."));
        return new Section("How good the records are", blocks);
    }
}
