using Kirana.Cli.Commands.Learn;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Explanation;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What the model is worth on rows it did not learn from, beside a prediction that looks at nothing.</summary>
internal static class WorthSection
{
    private const int MostPoints = 600;
    private const int MostClasses = 12;

    /// <summary>Composes the section.</summary>
    /// <param name="story">What to tell.</param>
    public static Section Compose(LearnStory story)
    {
        var blocks = new List<Block> { new Columns([Metrics(story), Meanings(story)]) };
        Figure?[] figures = [Picture(story), story.Explanation.Curve is { } curve ? Curve(story, curve) : null];
        Figure[] drawn = [.. figures.OfType<Figure>()];
        if (drawn.Length > 0)
            blocks.Add(drawn.Length > 1 ? new Columns(drawn) : drawn[0]);
        return new Section("What it is worth", blocks);
    }

    private static Table Metrics(LearnStory story) => new(
        [new TableColumn("Figure"), new TableColumn("Model", true), new TableColumn("95 % interval", true), new TableColumn("Without it", true)],
        [.. story.Result.Metrics.Select(metric => (IReadOnlyList<Cell>)
        [
            MetricWords.Name(metric.Key), new Cell(GlanceSection.Number(metric.Value.Estimate)) { IsStrong = true },
            double.IsFinite(metric.Value.Lower) ? $"{GlanceSection.Number(metric.Value.Lower)} – {GlanceSection.Number(metric.Value.Upper)}" : "–",
            GlanceSection.Number(story.Result.Baseline[metric.Key].Estimate),
        ])], $"On {NumberText.Whole(story.Result.Test.RowCount)} rows that were not learnt from; without the model: {LearnScreen.BaselineName(story.Task)}");

    private static ItemList Meanings(LearnStory story) =>
        new("What the figures say", [.. story.Result.Metrics.Keys.Select(metric => new ListEntry(MetricWords.Name(metric), MetricWords.Meaning(metric)))]);

    private static Figure? Picture(LearnStory story) => story switch
    {
        { Explanation.Calibration: { } calibration } => Calibrated(story, calibration),
        { Task: LearnTask.Multiclass } => Confusion(story),
        { Task: LearnTask.Regression } => Scatter(story),
        { Explanation.RelevanceByPlace: { Count: > 0 } relevance } => new Figure(new Chart
        {
            Title = "What lists show first", Subtitle = "Mean relevance by place", X = Axis.Of([.. Enumerable.Range(1, relevance.Count).Select(place => $"{place}")]), Y = new Axis { Minimum = 0 },
            Marks = [new BarMark("relevance", relevance)],
        }, "The bars should fall: relevant rows first"),
        _ => null,
    };

    private static Figure Calibrated(LearnStory story, Calibration calibration) => new(new Chart
    {
        Title = "Do probabilities mean what they say?", Subtitle = $"Share of '{story.Positive}' among rows with about the same probability",
        X = new Axis { Title = "predicted probability", Minimum = 0, Maximum = 1 }, Y = new Axis { Minimum = 0, Maximum = 1 },
        Marks =
        [
            new LineMark("as it should be", [0, 1], [0, 1]) { Dashed = true, Hue = Hue.Muted },
            new ErrorMark("", calibration.Predicted, calibration.Lower, calibration.Upper) { Hue = Hue.Blue },
            new LineMark("model", calibration.Predicted, calibration.Observed) { Hue = Hue.Blue },
        ],
    }, "The closer to the broken line, the better; strokes are intervals of 95 %");

    private static Figure Scatter(LearnStory story)
    {
        var (truths, predictions) = (story.Result.Truths, story.Result.Predictions);
        var rows = Enumerable.Range(0, Math.Min(truths.Length, MostPoints)).Select(i => (int)((long)i * truths.Length / Math.Min(truths.Length, MostPoints))).ToArray();
        double[] x = [.. rows.Select(row => (double)predictions[row])], y = [.. rows.Select(row => (double)truths[row])];
        var ends = new[] { Math.Min(x.Min(), y.Min()), Math.Max(x.Max(), y.Max()) };
        return new Figure(new Chart
        {
            Title = "Predicted and true", Subtitle = $"{rows.Length} of the rows judged by", X = new Axis { Title = "predicted" }, Y = new Axis { Title = story.Result.Target },
            Marks = [new PointMark("row", x, y), new LineMark("as it should be", ends, ends) { Dashed = true, Hue = Hue.Muted }],
        }, "The closer to the broken line, the better");
    }

    private static Figure Confusion(LearnStory story)
    {
        var (labels, result) = (story.Result.Model.Fitted.Labels, story.Result);
        var counts = new double[labels.Count][];
        for (var k = 0; k < counts.Length; k++)
            counts[k] = new double[labels.Count];
        for (var row = 0; row < result.Truths.Length; row++)
            if (result.Truths[row] >= 0)
                counts[(int)result.Truths[row]][Best(result.Predictions.AsSpan(row * labels.Count, labels.Count))]++;
        int[] shown = [.. Enumerable.Range(0, labels.Count).OrderByDescending(k => counts[k].Sum()).Take(MostClasses).Order()];
        return new Figure(new Chart
        {
            Title = "Which classes are taken for which", Subtitle = "Share of the rows of each true class, in percent", Y = Axis.Of([.. shown.Select(k => labels[k])]), X = Axis.Of([.. shown.Select(k => labels[k])]),
            Marks = [new HeatMark("% of the class", [.. shown.Select(k => (IReadOnlyList<double>)[.. shown.Select(other => 100 * counts[k][other] / Math.Max(1, counts[k].Sum()))])])],
        }, "Rows are true classes, columns what the model said" + (shown.Length < labels.Count ? $"; the {shown.Length} most frequent of {labels.Count}" : ""));
    }

    private static int Best(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
            if (probabilities[k] > probabilities[best])
                best = k;
        return best;
    }

    private static Figure Curve(LearnStory story, LossCurve curve)
    {
        var isSquared = story.Result.Model.Fitted.Model is Kirana.Learn.Boosting.BoostedTrees { Objective: "squared" };
        // Half the squared error is what boosting lowers; people read its root in the target's unit.
        double[] Shown(IReadOnlyList<double> losses) => [.. losses.Select(loss => isSquared ? Math.Sqrt(2 * loss) : loss)];
        double[] Rounds(IReadOnlyList<double> losses) => [.. Enumerable.Range(1, losses.Count).Select(round => (double)round)];
        var held = Shown(curve.Held);
        var marks = new List<Mark>();
        if (curve.Training.Count > 0)
            marks.Add(new LineMark("learnt from", Rounds(curve.Training), Shown(curve.Training)) { Hue = Hue.Muted });
        marks.Add(new LineMark(curve.IsValidation ? "held apart" : "judged by", Rounds(held), held) { Hue = Hue.Blue });
        if (curve.IsValidation && curve.Kept <= held.Length)
            marks.Add(new PointMark($"kept: {curve.Kept}", [curve.Kept], [held[curve.Kept - 1]]) { Hue = Hue.Vermilion });
        return new Figure(new Chart
        {
            Title = "How it learnt", Subtitle = isSquared ? "Root mean squared error after each round" : "Mean loss after each round", X = new Axis { Title = "rounds" }, Marks = marks,
        }, curve.IsValidation ? "Where the line of rows held apart turns up again, more trees only learn by heart" : "A wide gap between the lines means that it learns by heart");
    }
}
