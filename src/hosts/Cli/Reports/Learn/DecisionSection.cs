using Kirana.Cli.Commands.Learn;
using Kirana.Learn.Metrics;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Decisions;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What rows are called, what that costs, and how it changes with the threshold.</summary>
internal static class DecisionSection
{
    private const int MostClasses = 12;
    private const int Thresholds = 100;

    /// <summary>Composes the section; <see langword="null"/> without classes, or with too many of them.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        var labels = story.Result.Model.Fitted.Labels;
        if (story.Result.Decision is not { } decision || labels.Count > MostClasses)
            return null;
        var blocks = new List<Block> { new Prose(DecisionScreen.Words(decision, labels)) };
        if (story.Task == LearnTask.Binary)
            blocks.Add(new Columns([Matrix(decision, labels), ByThreshold(story, decision)]));
        else
            blocks.Add(Matrix(decision, labels));
        return new Section(decision.Rule.Costs is null ? "What rows are called" : "What it is worth in money", blocks);
    }

    private static Table Matrix(DecisionOutcome decision, IReadOnlyList<string> labels) => new(
        [new TableColumn("True class"), .. labels.Select(label => new TableColumn($"called {label}", true)), new TableColumn("found", true)],
        [.. labels.Select((label, truth) =>
        {
            double[] counts = [.. labels.Select((_, called) => decision.Confusion[truth * labels.Count + called])];
            return (IReadOnlyList<Cell>)[label, .. counts.Select((count, called) => new Cell(FormattableString.Invariant($"{count:#,0}")) { IsStrong = called == truth }), counts.Sum() > 0 ? FormattableString.Invariant($"{100 * counts[truth] / counts.Sum():0} %") : "–"];
        })], "Rows judged by, by what they are and what they are called");

    private static Figure ByThreshold(LearnStory story, DecisionOutcome decision)
    {
        var curve = ThresholdCurve.Of(story.Result.Truths, Array.ConvertAll(story.Result.Predictions, own => (double)own));
        double[] places = [.. Enumerable.Range(0, Thresholds + 1).Select(i => i / (double)Thresholds)];
        if (decision.Rule.Costs is not { } costs)
        {
            ConfusionMatrix[] matrices = [.. places.Select(curve.At)];
            return new Figure(new Chart
            {
                Title = "Hits and false alarms by threshold", Subtitle = $"'{story.Positive}' is called from this probability on", X = new Axis { Title = "threshold", Minimum = 0, Maximum = 1 }, Y = new Axis { Minimum = 0, Maximum = 1 },
                Marks =
                [
                    new LineMark("precision", places, [.. matrices.Select(matrix => matrix[0, 1] + matrix[1, 1] > 0 ? matrix.Precision(1) : double.NaN)]) { Hue = Hue.Green },
                    new LineMark("recall", places, [.. matrices.Select(matrix => matrix.Recall(1))]) { Hue = Hue.Blue },
                    new LineMark("F1", places, [.. matrices.Select(matrix => matrix.FBeta(1))]) { Hue = Hue.Vermilion, Dashed = true },
                ],
            }, "Precision: calls that are right. Recall: rows that are found");
        }

        double[] cost = [.. places.Select(curve.At).Select(matrix => (costs[0, 0] * matrix[0, 0] + costs[0, 1] * matrix[0, 1] + costs[1, 0] * matrix[1, 0] + costs[1, 1] * matrix[1, 1]) / matrix.Total)];
        var marks = new List<Mark> { new LineMark("cost", places, cost) { Hue = Hue.Blue }, new LineMark("without the model", [0, 1], [decision.BlindCost!.Value, decision.BlindCost.Value]) { Hue = Hue.Muted, Dashed = true } };
        if (decision.Rule.Threshold is { } threshold and <= 1)
            marks.Add(new PointMark("chosen", [threshold], [decision.Cost!.Value.Estimate]) { Hue = Hue.Vermilion });
        return new Figure(new Chart
        {
            Title = "Cost of a row by threshold", Subtitle = $"'{story.Positive}' is called from this probability on", X = new Axis { Title = "threshold", Minimum = 0, Maximum = 1 }, Marks = marks,
        }, "The lower, the better; the threshold was chosen on other rows than these");
    }
}
