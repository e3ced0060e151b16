using System.Globalization;
using Kirana.Cli.Commands.Learn;
using Kirana.Learn.Boosting;
using Kirana.Numerics.Statistics;
using Kirana.Pictures.Reports;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Reports.Learn;

/// <summary>What was learnt, in plain words and a few numbers.</summary>
internal static class GlanceSection
{
    private const int NamedFeatures = 3;
    private const double Least = 0.0005;

    /// <summary>Composes the section.</summary>
    /// <param name="story">What to tell.</param>
    public static Section Compose(LearnStory story)
    {
        var result = story.Result;
        var first = MetricWords.First(story.Task);
        KeyNumber[] numbers =
        [
            new(Number(result.Metrics[first].Estimate), MetricWords.Name(first), $"{Interval(result.Metrics[first])}without the model: {Number(result.Baseline[first].Estimate)}"),
            new(NumberText.Whole(result.Test.RowCount), "rows judged by", $"not learnt from; {NumberText.Whole(result.Training.RowCount)} were"),
            new(NumberText.Whole(result.Model.Fitted.Features.Count), "columns learnt from"),
            new(Seconds(story.Seconds.Bin + story.Seconds.TrainWall), "to learn", string.Create(CultureInfo.InvariantCulture, $"{result.PredictMicrosecondsPerRow:0.##} µs to predict a row")),
        ];
        return new Section("At a glance", [new Prose(Learnt(story)), new KeyNumbers(numbers), new Prose(Worth(story) + Features(story)), .. Notes(story)]);
    }

    /// <summary>A number with as many digits as say something.</summary>
    /// <param name="number">The number.</param>
    public static string Number(double number) => !double.IsFinite(number) ? "–"
        : (Math.Abs(number) < Least ? 0 : number).ToString(Math.Abs(number) switch { >= 1000 => "#,0", >= 100 => "0.0", >= 10 => "0.00", _ => "0.000" }, CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Learnt(LearnStory story)
    {
        var (result, target) = (story.Result, story.Result.Target);
        var what = story.Task switch
        {
            LearnTask.Binary => $"how probable it is that {target} is '{story.Positive}'",
            LearnTask.Multiclass => $"which of {result.Model.Fitted.Labels.Count} classes {target} is",
            LearnTask.Ranking => $"in which order to show the rows of each list, by {target}",
            _ => $"the number {target}",
        };
        var rounds = LearnRounds.Of(result);
        var how = rounds is { ValidationLoss: not null } ? $", a sum of {rounds.Kept} trees, chosen because more of them no longer helped on rows held apart" : result.Model.Fitted.Model is BoostedTrees boosted
            ? $", a sum of {boosted.Rounds} rounds of trees" : "";
        return $"From {NumberText.Whole(result.Training.RowCount)} rows of {Path.GetFileName(story.File)} a model ({LearnerWords.Name(result.Model.Learner)}{how}{Chosen(result)}) learnt to say {what}.";
    }

    private static string Chosen(LearnResult result) => result.Comparison is { } comparison ? $", the best of {comparison.Learners.Count(learner => !learner.IsBaseline && learner.Tuned.Count > 0)} that were compared" : "";

    private static string Worth(LearnStory story)
    {
        double Model(string metric) => story.Result.Metrics[metric].Estimate;
        double Baseline(string metric) => story.Result.Baseline[metric].Estimate;
        return story.Task switch
        {
            LearnTask.Binary => $"Shown one row of '{story.Positive}' and one of '{story.Result.Model.Fitted.Labels[0]}', it gives the right one the higher probability in {Model("auc") * 100:0} of 100 cases; guessing would in 50. ",
            LearnTask.Multiclass => $"It names the right class in {Model("accuracy") * 100:0} of 100 rows; always naming the most frequent class is right in {Baseline("accuracy") * 100:0}. ",
            LearnTask.Ranking => $"The first ten of a list are worth {Model("ndcg@10") * 100:0} % of the best possible order; a random order {Baseline("ndcg@10") * 100:0} %. ",
            _ when Model("mae") < Baseline("mae") => $"It is off by {Number(Model("mae"))} on average, {(1 - Model("mae") / Baseline("mae")) * 100:0} % less than always saying the mean. ",
            _ => $"It is off by {Number(Model("mae"))} on average, no better than always saying the mean: these columns say little about {story.Result.Target}. ",
        };
    }

    private static string Features(LearnStory story)
    {
        var names = story.Explanation.Importance.OrderByDescending(feature => feature.Increase).Where(feature => feature.Increase > 0).Take(NamedFeatures).Select(feature => feature.Name).ToArray();
        return names.Length switch { 0 => "", 1 => $"It looks at {names[0]}.", _ => $"It looks most at {string.Join(", ", names[..^1])} and {names[^1]}." };
    }

    /// <summary>What a manager has to know besides: leaks that were left out, and what calls save.</summary>
    private static IEnumerable<Prose> Notes(LearnStory story)
    {
        string[] leaks = [.. story.Result.Findings.Where(finding => finding is { IsLeftOut: true, Code: "leak" or "same-as-target" }).Select(finding => finding.Column)];
        if (leaks.Length > 0)
            yield return new Prose($"{(leaks.Length == 1 ? "One column gives" : $"{leaks.Length} columns give")} the answer away and {(leaks.Length == 1 ? "was" : "were")} left out ({string.Join(", ", leaks.Take(NamedFeatures))}{(leaks.Length > NamedFeatures ? ", …" : "")}): if {(leaks.Length == 1 ? "it is" : "they are")} known beforehand, keep {(leaks.Length == 1 ? "it" : "them")}, and the model will be better by far.");
        if (story.Result.Decision is { Rule.Costs: not null } decision)
            yield return new Prose(DecisionScreen.Words(decision, story.Result.Model.Fitted.Labels));
        else if (story is { Task: LearnTask.Binary, Result.Decision: { } calls })
            yield return new Prose(Calls(calls.Confusion, story.Positive));
    }

    /// <summary>What calling the more probable of two classes comes to.</summary>
    /// <param name="confusion">Rows by true class and call.</param>
    /// <param name="positive">The second class.</param>
    private static string Calls(IReadOnlyList<double> confusion, string positive)
    {
        var (falseCalls, missed, hits, rows) = (confusion[1], confusion[2], confusion[3], confusion.Sum());
        if (!(hits + missed > 0))
            return $"No row judged by is '{positive}'.";
        if (!(hits + falseCalls > 0))
            return $"Where the more probable class is called, '{positive}' is never called: say what mistakes cost with --cost, or rank rows by their probability.";
        return FormattableString.Invariant($"Where the more probable class is called, {100 * hits / (hits + falseCalls):0} of 100 calls of '{positive}' are right, where blind ones would be in {100 * (hits + missed) / rows:0}, and they find {100 * hits / (hits + missed):0} of 100. ")
            + "A lower threshold finds more and errs more often: say what mistakes cost with --cost, and the cheapest one is used.";
    }

    private static string Interval(Interval figure) => double.IsFinite(figure.Lower) ? $"95 %: {Number(figure.Lower)} to {Number(figure.Upper)}; " : "";

    /// <summary>Seconds as people say them.</summary>
    /// <param name="seconds">The seconds.</param>
    public static string Seconds(double seconds) => seconds switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
    };
}
