using System.Globalization;
using Kirana.Cli.Commands.Learn;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;

namespace Kirana.Cli.Reports.Learn;

/// <summary>How the model was made: which rows and columns, and what it cost.</summary>
internal static class MakingSection
{
    private const int MostFindings = 100;

    /// <summary>Composes the section.</summary>
    /// <param name="story">What to tell.</param>
    public static Section Compose(LearnStory story)
    {
        var (result, seconds) = (story.Result, story.Seconds);
        var blocks = new List<Block>
        {
            new Table([new TableColumn("Rows"), new TableColumn("", true)],
            [
                ["learnt from", NumberText.Whole(result.Training.RowCount)],
                .. result.Validation is { } held ? [["held apart, to end the training", NumberText.Whole(held.RowCount)]] : Array.Empty<IReadOnlyList<Cell>>(),
                ["judged by", NumberText.Whole(result.Test.RowCount)],
            ]),
            new Table([new TableColumn("What it took"), new TableColumn("", true)],
            [
                ["reading the files", GlanceSection.Seconds(seconds.Load)], ["putting values into bins", GlanceSection.Seconds(seconds.Bin)],
                ["training", GlanceSection.Seconds(seconds.TrainWall)], ["training, processor time", GlanceSection.Seconds(seconds.TrainCpu)],
                ["one row predicted by itself", string.Create(CultureInfo.InvariantCulture, $"{story.Explanation.RowMicroseconds:0.00} µs")],
                ["a row, many together", string.Create(CultureInfo.InvariantCulture, $"{result.PredictMicrosecondsPerRow:0.00} µs")],
                ["memory at most", string.Create(CultureInfo.InvariantCulture, $"{story.PeakMb:0} MB")],
            ]),
        };
        var made = new List<Block> { new Columns(blocks) };
        if (result.Model.Fitted.KktResidual is { } residual)
            made.Add(new Prose(LearnScreen.Optimality(residual)));
        if (result.Findings.Count > 0)
            made.Add(new ItemList("What was found in the table", [.. result.Findings.Take(MostFindings).Select(finding => new ListEntry(finding.Text))]));
        return new Section("How it was made", made);
    }
}
