using Kirana.Cli.Commands.Learn;
using Kirana.Pictures.Charts;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Cli.Reports.Learn;

/// <summary>How learners compared, what each costs, and when to choose which.</summary>
internal static class ContestSection
{
    /// <summary>Composes the section; <see langword="null"/> where one learner was named.</summary>
    /// <param name="story">What to tell.</param>
    public static Section? Compose(LearnStory story)
    {
        if (story.Result.Comparison is not { } comparison)
            return null;
        ComparedLearner[] judged = [.. comparison.Learners.Where(learner => learner.Tuned.Count > 0)];
        if (judged.Length == 0)
            return new Section("Which learner", [new Prose(ComparisonScreen.Meaning(comparison))]);
        var blocks = new List<Block> { new Prose(Verdict(comparison, judged)), Picture(comparison, judged), Board(comparison, judged), Costs(judged) };
        if (comparison.Winner.Weights.Count > 0)
            blocks.Add(new Prose(Stack(comparison)));
        blocks.Add(new Prose(ComparisonScreen.Meaning(comparison)));
        blocks.AddRange(ChosenColumnsBlocks.Of(comparison));
        blocks.Add(new Columns(
        [
            new ItemList("When to choose which", [.. judged.Where(learner => !learner.IsBaseline).Select(learner => new ListEntry(LearnerWords.Name(learner.Name), LearnerWords.When(learner.Name)))]),
            new ItemList("The setting of each on all rows", [.. judged.Where(learner => learner.Setting is not null).Select(learner => new ListEntry(LearnerWords.Name(learner.Name), learner.Setting!.Text))]),
        ]));
        if (comparison.Plan.Skipped.Count > 0)
            blocks.Add(new ItemList("What was not tried", [.. comparison.Plan.Skipped.Select(part => new ListEntry(LearnerWords.Name(part.Name), part.Why))]));
        return new Section("Which learner", blocks);
    }

    /// <summary>Of what the stack is made.</summary>
    private static string Stack(ComparisonResult comparison)
    {
        var members = comparison.Winner.Weights.OrderByDescending(own => own.Value);
        // Two classes are put together by log-odds, whose weights need not add up to 1.
        return string.Equals(comparison.Metric, "auc", StringComparison.Ordinal)
            ? $"The stack adds up what its members say, as log-odds times a weight: {string.Join(", ", members.Select(own => FormattableString.Invariant($"{LearnerWords.Name(own.Key)} × {own.Value:0.00}")))}."
            : $"The stack adds up what its members say, with the weights {string.Join(", ", members.Select(own => FormattableString.Invariant($"{LearnerWords.Name(own.Key)} {own.Value * 100:0} %")))}.";
    }

    /// <summary>Who won, by how much, and whether something simpler would do.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="judged">The learners with figures, the best first.</param>
    private static string Verdict(ComparisonResult comparison, ComparedLearner[] judged)
    {
        var (winner, metric) = (comparison.Winner, MetricWords.Name(comparison.Metric));
        if (winner.Tuned.Count == 0)
            return $"{LearnerWords.Name(winner.Name)} was chosen without a comparison.";
        var text = $"{Upper(LearnerWords.Name(winner.Name))} did best: {metric} {GlanceSection.Number(winner.Tuned[comparison.Metric].Estimate)} on rows it had not learnt from. ";
        var alike = judged.Where(learner => !learner.IsWinner && learner.Excluded is null && learner.Behind is { } behind && behind.Lower <= 0).Select(learner => LearnerWords.Name(learner.Name)).ToArray();
        var tuning = winner.Setting is not null && comparison.Plan.InnerFolds > 0 ? Tuning(comparison, winner) : "";
        return text + tuning + (alike.Length > 0
            ? $"On these rows {string.Join(" and ", alike)} cannot be told apart from it: where speed, size or a plain explanation matters, {(alike.Length > 1 ? "they are" : "it is")} as good a choice."
            : "No other comes within the noise of it.");
    }

    private static string Tuning(ComparisonResult comparison, ComparedLearner winner) =>
        $"With its default setting it had {GlanceSection.Number(winner.Default[comparison.Metric].Estimate)}; tuned it is {winner.Setting!.Text}. ";

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Figure Picture(ComparisonResult comparison, ComparedLearner[] judged)
    {
        var metric = comparison.Metric;
        double[] places = [.. Enumerable.Range(0, judged.Length).Select(place => (double)place)];
        return new Figure(new Chart
        {
            Title = $"{MetricWords.Name(metric)} by learner", Subtitle = $"On rows held out; {(comparison.GreaterIsBetter ? "higher" : "lower")} is better", Y = Axis.Of([.. judged.Select(learner => LearnerWords.Name(learner.Name))]), X = new Axis { Title = MetricWords.Name(metric) },
            Marks =
            [
                new ErrorMark("", places, [.. judged.Select(learner => learner.Tuned[metric].Lower)], [.. judged.Select(learner => learner.Tuned[metric].Upper)]) { Hue = Hue.Blue },
                new PointMark("default", [.. judged.Select(learner => learner.Default[metric].Estimate)], places) { Hue = Hue.Muted },
                new PointMark("tuned", [.. judged.Select(learner => learner.Tuned[metric].Estimate)], places) { Hue = Hue.Blue },
            ],
        }, "Strokes are intervals of 95 %; for the stack, default means that every learner counts alike");
    }

    private static Table Board(ComparisonResult comparison, ComparedLearner[] judged)
    {
        string[] further = [.. judged[0].Tuned.Keys.Where(metric => !string.Equals(metric, comparison.Metric, StringComparison.Ordinal)).Take(3)];
        return new Table(
            [new TableColumn("Learner"), new TableColumn($"{MetricWords.Name(comparison.Metric)}, default", true), new TableColumn("tuned", true), new TableColumn("95 % interval", true), new TableColumn("behind by", true), .. further.Select(metric => new TableColumn(MetricWords.Name(metric), true))],
            [.. judged.Select(learner => (IReadOnlyList<Cell>)
            [
                new Cell(LearnerWords.Name(learner.Name)) { IsStrong = learner.IsWinner }, GlanceSection.Number(learner.Default[comparison.Metric].Estimate), new Cell(GlanceSection.Number(learner.Tuned[comparison.Metric].Estimate)) { IsStrong = learner.IsWinner },
                $"{GlanceSection.Number(learner.Tuned[comparison.Metric].Lower)} – {GlanceSection.Number(learner.Tuned[comparison.Metric].Upper)}",
                learner.Behind is { } behind ? $"{GlanceSection.Number(behind.Estimate)} ({GlanceSection.Number(behind.Lower)} – {GlanceSection.Number(behind.Upper)})" : "", .. further.Select(metric => (Cell)GlanceSection.Number(learner.Tuned[metric].Estimate)),
            ])], "Default against tuned; behind by: the winner's figure less this one's, paired by row");
    }

    private static Table Costs(ComparedLearner[] judged) => new(
        [new TableColumn("Costs"), new TableColumn("One fit", true), new TableColumn("Memory", true), new TableColumn("A row", true), new TableColumn("File", true)],
        [.. judged.Where(learner => !learner.IsBaseline).Select(learner => (IReadOnlyList<Cell>)
        [
            new Cell(LearnerWords.Name(learner.Name)) { IsStrong = learner.IsWinner }, GlanceSection.Seconds(learner.TrainSeconds), learner.PeakMegabytes is { } peak ? FormattableString.Invariant($"{peak:0.0} MB") : "–",
            FormattableString.Invariant($"{learner.MicrosecondsPerRow:0.0} µs"), ComparisonScreen.Size(learner.Bytes),
        ])], "Means over folds: time of a fit on one thread, the most memory it held at once (of the default setting, by itself), time to predict a row (many together), size of the model's file");
}
