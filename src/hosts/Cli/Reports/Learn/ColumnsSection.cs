using Kirana.Data.Tables;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn.Explanation;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What the model looks at: which columns, and which way each of them moves a prediction.</summary>
internal static class ColumnsSection
{
    private const int SwarmFeatures = 10;
    private const int SwarmRows = 150;
    private const int DependenceFeatures = 4;
    private const int MostLevels = 10;
    private const int Cells = 70;
    private const double Step = 0.07;

    /// <summary>Composes the section.</summary>
    /// <param name="story">What to tell.</param>
    public static Section Compose(LearnStory story)
    {
        var importance = story.Explanation.Importance;
        if (importance.Count == 0)
            return new Section("What it looks at", [new Prose("No column parted the rows: the model says the same of every row.")]);
        var blocks = new List<Block>
        {
            new Columns(
            [
                new Figure(Bars(story.Result.Model.Fitted.Model is Kirana.Learn.IExplainable ? "Gain in training" : "Share of predictions", story.Result.Model.Fitted.Model is Kirana.Learn.IExplainable ? "Share of what all splits gained, in percent" : "Share of what trees that imitate the model gained, in percent", importance.OrderByDescending(f => f.Gain), f => Math.Round(100 * f.Gain, 1), " %"), "Favours columns with many values"),
                new Figure(Bars("Loss when shuffled", "Rise of the loss on rows not learnt from", importance.OrderByDescending(f => f.Increase), f => Math.Round(Math.Max(0, f.Increase), 4), ""), "About 0: the model could do without"),
            ]),
        };
        if (story.Explanation.Shap is { } shap)
            blocks.AddRange(Shapley(story, shap));
        if (story.Explanation.Dependences is { Count: > 0 } dependences)
        {
            blocks.Add(new Prose($"What the model predicts on average when one column is set to a value and all others stay as they are ({(story.Task == Pipelines.Learn.LearnTask.Binary ? $"probability of '{story.Positive}'" : story.Result.Target)}):"));
            blocks.Add(new Columns([.. dependences.Select(own => PartialDependence(story, own))]));
        }

        return new Section("What it looks at", blocks);
    }

    private static Chart Bars(string title, string subtitle, IEnumerable<FeatureImportance> features, Func<FeatureImportance, double> value, string suffix)
    {
        var shown = features.ToArray();
        return new Chart
        {
            Title = title, Subtitle = subtitle, Y = Axis.Of([.. shown.Select(feature => feature.Name)]), X = new Axis { Suffix = suffix, Minimum = 0 },
            Marks = [new BarMark("", [.. shown.Select(value)])],
        };
    }

    private static IEnumerable<Block> Shapley(LearnStory story, ShapSample shap)
    {
        int[] top = [.. Enumerable.Range(0, shap.Features.Count).Where(i => shap.MeanAbsolute[i] > 0).OrderByDescending(i => shap.MeanAbsolute[i]).Take(SwarmFeatures)];
        if (top.Length == 0)
            yield break;
        if (!shap.IsOneOutput)
        {
            yield return new Figure(new Chart
            {
                Title = "How much each column moves predictions", Subtitle = $"Mean Shapley values over {shap.Rows} rows, added up over classes", Y = Axis.Of([.. top.Select(i => shap.Features[i])]),
                X = new Axis { Minimum = 0 }, Marks = [new BarMark("", [.. top.Select(i => shap.MeanAbsolute[i])])],
            });
            yield break;
        }

        yield return Swarm(story, shap, top);
        yield return new Columns([.. top.Take(DependenceFeatures).Select(feature => Dependence(story, shap, feature))]);
    }

    private static Figure Swarm(LearnStory story, ShapSample shap, int[] top)
    {
        var groups = new (string Name, Hue Hue, List<double> X, List<double> Y)[]
        {
            ("low value", Hue.Blue, [], []), ("middle", Hue.Purple, [], []), ("high value", Hue.Orange, [], []), ("category or missing", Hue.Muted, [], []),
        };
        var rows = Math.Min(shap.Rows, SwarmRows);
        double low = top.Min(feature => Enumerable.Range(0, rows).Min(row => shap.Contribution(row, feature))), high = top.Max(feature => Enumerable.Range(0, rows).Max(row => shap.Contribution(row, feature)));
        for (var line = 0; line < top.Length; line++)
        {
            var (feature, used) = (top[line], new int[Cells + 1]);
            var cuts = LevelsOf(story, shap.Features[feature]) is null ? Cuts(shap, feature) : null;
            for (var row = 0; row < rows; row++)
            {
                var (x, value) = (shap.Contribution(row, feature), shap.Value(row, feature));
                // Points of about the same place stand beside each other, above and below the line in turn.
                var place = used[(int)(Cells * (x - low) / Math.Max(double.Epsilon, high - low))]++;
                var own = groups[cuts is null || float.IsNaN(value) ? 3 : value <= cuts.Value.Low ? 0 : value < cuts.Value.High ? 1 : 2];
                own.X.Add(x);
                own.Y.Add(line + Math.Clamp((place + 1) / 2 * (place % 2 == 0 ? Step : -Step), -0.42, 0.42));
            }
        }

        return new Figure(new Chart
        {
            Title = "Which way each column moves predictions", Subtitle = $"Shapley values of {rows} rows, in {story.Unit}", Y = Axis.Of([.. top.Select(i => shap.Features[i])]),
            Marks = [.. groups.Where(own => own.X.Count > 0).Select(own => new PointMark(own.Name, own.X, own.Y) { Hue = own.Hue })],
        }, Direction(story) + "; each point is one row");
    }

    private static string Direction(LearnStory story) => story.Task == Pipelines.Learn.LearnTask.Binary ? $"Points to the right make '{story.Positive}' more probable" : "Points to the right raise the prediction";

    private static Figure Dependence(LearnStory story, ShapSample shap, int feature)
    {
        var name = shap.Features[feature];
        if (LevelsOf(story, name) is { } levels)
        {
            var means = Enumerable.Range(0, shap.Rows).GroupBy(row => shap.Value(row, feature)).Where(rows => rows.Key >= 0 && rows.Key < levels.Count)
                .OrderByDescending(rows => rows.Count()).Take(MostLevels).Select(rows => (Level: levels[(int)rows.Key], Mean: rows.Average(row => shap.Contribution(row, feature)))).OrderByDescending(pair => pair.Mean).ToArray();
            return new Figure(new Chart
            {
                Title = name, Subtitle = $"Mean effect of each value, in {story.Unit}", Y = Axis.Of([.. means.Select(pair => pair.Level)]), Marks = [new BarMark("", [.. means.Select(pair => pair.Mean)])],
            });
        }

        int[] known = [.. Enumerable.Range(0, shap.Rows).Where(row => !float.IsNaN(shap.Value(row, feature)))];
        return new Figure(new Chart
        {
            Title = name, Subtitle = $"Effect by value, in {story.Unit}", X = new Axis { Title = name },
            Marks = [new PointMark("", [.. known.Select(row => (double)shap.Value(row, feature))], [.. known.Select(row => shap.Contribution(row, feature))])],
        });
    }

    private static Figure PartialDependence(LearnStory story, Dependence own)
    {
        var (low, high) = (own.Means.Min(), own.Means.Max());
        // A common breadth would hide small effects; too narrow a one would make much of nothing.
        var room = Math.Max(high - low, 0.02 * Math.Max(Math.Abs(high), Math.Abs(low)));
        return new Figure(own.Levels.Count > 0
            ? new Chart { Title = own.Feature, Subtitle = "Mean prediction by value", Y = Axis.Of(own.Levels), X = new Axis { Minimum = 0 }, Marks = [new BarMark("", own.Means)] }
            : new Chart
            {
                Title = own.Feature, Subtitle = "Mean prediction by value", X = new Axis { Title = own.Feature }, Y = new Axis { Minimum = low - 0.1 * room, Maximum = high + 0.1 * room },
                Marks = [new LineMark("", own.Values, own.Means) { Hue = Hue.Blue }],
            });
    }

    private static IReadOnlyList<string>? LevelsOf(LearnStory story, string feature) => (story.Result.Training.Table[feature] as CategoryColumn)?.Levels;

    /// <summary>The values below and above which a third of the rows lies.</summary>
    private static (float Low, float High)? Cuts(ShapSample shap, int feature)
    {
        float[] sorted = [.. Enumerable.Range(0, shap.Rows).Select(row => shap.Value(row, feature)).Where(value => !float.IsNaN(value)).Order()];
        return sorted.Length == 0 ? null : (sorted[sorted.Length / 3], sorted[Math.Min(sorted.Length - 1, 2 * sorted.Length / 3)]);
    }
}
