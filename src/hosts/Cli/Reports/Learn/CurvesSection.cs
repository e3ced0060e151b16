using Kirana.Learn.Metrics;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Explanation;

namespace Kirana.Cli.Reports.Learn;

/// <summary>The curves behind the figures: ROC and precision–recall of two classes, and what more rows bring.</summary>
internal static class CurvesSection
{
    private const int MostPoints = 200;

    /// <summary>Composes the section; <see langword="null"/> where there is no curve.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        var blocks = new List<Block>();
        if (story.Task == LearnTask.Binary && story.Result.Truths.Contains(1f) && story.Result.Truths.Contains(0f))
        {
            var curve = ThresholdCurve.Of(story.Result.Truths, Array.ConvertAll(story.Result.Predictions, own => (double)own));
            blocks.Add(new Columns([Roc(story, curve), PrecisionRecall(story, curve)]));
        }

        if (story.Explanation.Learning is { } learning)
            blocks.Add(Learning(learning));
        return blocks.Count == 0 ? null : new Section("Curves", blocks);
    }

    private static Figure Roc(LearnStory story, ThresholdCurve curve)
    {
        var points = Thinned(curve.Roc());
        return new Figure(new Chart
        {
            Title = "ROC curve", Subtitle = $"Share of '{story.Positive}' found, by false alarms among the others", X = new Axis { Title = "false alarms", Minimum = 0, Maximum = 1 }, Y = new Axis { Title = "found", Minimum = 0, Maximum = 1 },
            Marks = [new LineMark("guessing", [0, 1], [0, 1]) { Dashed = true, Hue = Hue.Muted }, new LineMark($"model, area {GlanceSection.Number(story.Result.Metrics["auc"].Estimate)}", [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]) { Hue = Hue.Blue }],
        }, "The nearer to the upper left corner, the better");
    }

    private static Figure PrecisionRecall(LearnStory story, ThresholdCurve curve)
    {
        var points = Thinned(curve.PrecisionRecall());
        var share = curve.Positives / (curve.Positives + curve.Negatives);
        return new Figure(new Chart
        {
            Title = "Precision–recall curve", Subtitle = $"How many calls of '{story.Positive}' are right, by how many are found", X = new Axis { Title = "recall", Minimum = 0, Maximum = 1 }, Y = new Axis { Title = "precision", Minimum = 0, Maximum = 1 },
            Marks = [new LineMark("guessing", [0, 1], [share, share]) { Dashed = true, Hue = Hue.Muted }, new LineMark("model", [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]) { Hue = Hue.Blue }],
        }, "The higher, the better; its left end is of few rows, and jumps");
    }

    private static Figure Learning(LearningCurve learning)
    {
        double[] rows = [.. learning.Rows.Select(count => (double)count)];
        var (first, last) = (learning.Figures[^2].Estimate, learning.Figures[^1]);
        var grows = first < last.Lower || first > last.Upper;
        return new Figure(new Chart
        {
            Title = "What more rows bring", Subtitle = $"{MetricWords.Name(learning.Metric)} of {LearnerWords.Name(learning.Learner)} on the rows judged by, after learning from fewer rows", X = new Axis { Title = "rows learnt from", Kind = AxisKind.Log },
            Marks =
            [
                new BandMark("95 % interval", rows, [.. learning.Figures.Select(own => own.Lower)], [.. learning.Figures.Select(own => own.Upper)]) { Hue = Hue.Blue },
                new LineMark(LearnerWords.Name(learning.Learner), rows, [.. learning.Figures.Select(own => own.Estimate)]) { Hue = Hue.Blue },
            ],
        }, grows ? $"The last doubling, to {NumberText.Whole(learning.Rows[^1])} rows, still helped: more rows would too" : "The last doubling changed little beyond noise: more rows alone will not help much");
    }

    private static CurveValue[] Thinned(IReadOnlyList<CurveValue> points) => points.Count <= MostPoints
        ? [.. points]
        : [.. Enumerable.Range(0, MostPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MostPoints - 1))])];
}
