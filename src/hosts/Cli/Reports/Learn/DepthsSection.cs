using System.Globalization;
using Kirana.Cli.Commands.Learn;
using Kirana.Learn.Resampling;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What depth does to a single tree and to a forest beside it: bias falls, variance rises.</summary>
internal static class DepthsSection
{
    /// <summary>Composes the section; <see langword="null"/> where no sweep was asked.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        if (story.Result.Depths is not { } curves)
            return null;
        var blocks = new List<Block> { new Prose(Findings(curves)), Picture(story, curves), Points("The single tree by depth", curves.Tree) };
        if (curves.Forest is { } forest)
            blocks.Add(Points("The forest by depth", forest));
        blocks.Add(new Prose(Meaning(curves)));
        return new Section("What depth does", blocks);
    }

    /// <summary>What the numbers are, how they came about and how verdicts are made.</summary>
    /// <param name="curves">The sweep.</param>
    public static string Meaning(DepthCurves curves) =>
        $"Each learner was fitted on {curves.Samples} bootstraps of {NumberText.Whole(curves.TrainingRows)} training rows and judged by {NumberText.Whole(curves.TestRows)} others; "
        + $"errors are {(curves.Classifies ? "shares of wrong classes" : "squared errors")}, bias² and variance add up to the test error. No true values are known, so noise is part of bias², the same at every depth. "
        + "A depth is about right if its test error exceeds the least one by at most one standard error (in pairs by row); else a smaller depth than the best is under-fitting, a greater one over-fitting.";

    private static string Findings(DepthCurves curves)
    {
        var best = curves.Tree.Points[curves.Tree.Best];
        var tree = $"A single tree errs least at depth {best.Depth}, with a test error of {GlanceSection.Number(best.TestError.Estimate)}. ";
        if (curves.Forest is not { } forest)
            return tree;
        var other = forest.Points[forest.Best];
        return tree + $"The forest errs least at depth {other.Depth}, with {GlanceSection.Number(other.TestError.Estimate)}; its variance there is {GlanceSection.Number(other.Variance.Estimate)}, that of the tree at the same depth "
            + $"{GlanceSection.Number(curves.Tree.Points[forest.Best].Variance.Estimate)}.";
    }

    private static Figure Picture(LearnStory story, DepthCurves curves)
    {
        var marks = new List<Mark>
        {
            Line("tree: test error", curves.Tree, point => point.TestError.Estimate, Hue.Blue), Line("tree: training error", curves.Tree, point => point.TrainError, Hue.Muted),
            Line("tree: bias²", curves.Tree, point => point.Bias.Estimate, Hue.Green), Line("tree: variance", curves.Tree, point => point.Variance.Estimate, Hue.Vermilion),
        };
        if (curves.Forest is { } forest)
            marks.AddRange(
            [
                Line("forest: test error", forest, point => point.TestError.Estimate, Hue.Blue, isForest: true), Line("forest: training error", forest, point => point.TrainError, Hue.Muted, isForest: true),
                Line("forest: bias²", forest, point => point.Bias.Estimate, Hue.Green, isForest: true), Line("forest: variance", forest, point => point.Variance.Estimate, Hue.Vermilion, isForest: true),
            ]);
        return new Figure(new Chart
        {
            Title = "Error by depth", Subtitle = curves.Classifies ? "Share of wrong classes" : $"Squared error of {story.Result.Target}",
            X = new Axis { Title = "depth" }, Y = new Axis { Minimum = 0 }, Marks = marks,
        }, "Bias² falls with depth and variance rises; broken lines are the forest's, whose mean of many trees takes variance away");
    }

    private static LineMark Line(string name, DepthCurve curve, Func<DepthPoint, double> value, Hue hue, bool isForest = false) =>
        new(name, [.. curve.Points.Select(point => (double)point.Depth)], [.. curve.Points.Select(value)]) { Hue = hue, Dashed = isForest };

    private static Table Points(string caption, DepthCurve curve) => new(
        [
            new TableColumn("Depth", true), new TableColumn("Training error", true), new TableColumn("Test error", true), new TableColumn("Bias²", true), new TableColumn("Variance", true),
            new TableColumn("Leaves", true), new TableColumn("of at most", true), new TableColumn("Verdict"),
        ],
        [.. curve.Points.Select((point, i) => (IReadOnlyList<Cell>)
        [
            new Cell($"{point.Depth}") { IsStrong = i == curve.Best }, GlanceSection.Number(point.TrainError), new Cell(GlanceSection.Number(point.TestError.Estimate)) { IsStrong = i == curve.Best },
            GlanceSection.Number(point.Bias.Estimate), GlanceSection.Number(point.Variance.Estimate), point.Leaves.ToString("#,0.#", CultureInfo.InvariantCulture), NumberText.Whole(point.MostLeaves),
            DepthsAnswer.Words(point.Verdict) + (i == curve.Best ? ", the best" : ""),
        ])], caption);
}
