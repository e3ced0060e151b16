using System.Globalization;
using Kirana.Cli.Reports.Learn;
using Kirana.Cli.Screens;
using Kirana.Pipelines.Learn.Comparison;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Shows a person how learners compared.</summary>
internal static class ComparisonScreen
{
    /// <summary>Shows it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="result">The comparison.</param>
    public static void Show(Screen screen, ComparisonResult result)
    {
        screen.Heading($"Learners by {MetricWords.Name(result.Metric)}, on rows they did not learn from");
        screen.Table(["learner", ">default", ">tuned", ">95 % from", ">to", ">behind by", ">fit", ">µs a row", ">size"], result.Learners.Where(learner => learner.Tuned.Count > 0).Select(learner => Row(result, learner)));
        screen.Line(Meaning(result));
    }

    /// <summary>How the figures came about, in a sentence or two.</summary>
    /// <param name="result">The comparison.</param>
    public static string Meaning(ComparisonResult result)
    {
        var plan = result.Plan;
        var tuned = plan.InnerFolds > 0 ? $"; settings were chosen in {plan.InnerFolds} folds inside each, so that what chose them never judged them" : "; nothing was tuned";
        return string.Create(CultureInfo.InvariantCulture,
            $"{plan.OuterFolds} {result.FoldKind} folds of {plan.Rows:#,0} rows{tuned}. {plan.Fits} fits in {result.Seconds:0.0} s ({result.CpuSeconds:0.0} CPU s; {plan.Work:0} were planned).{(result.IsStopped ? " The clock stopped the plan before all was done." : "")}");
    }

    /// <summary>A file's size.</summary>
    /// <param name="bytes">Its bytes.</param>
    public static string Size(long bytes) => bytes switch
    {
        0 => "–",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / 1e3):0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
    };

    private static IReadOnlyList<string> Row(ComparisonResult result, ComparedLearner learner)
    {
        var (standard, tuned) = (learner.Default[result.Metric], learner.Tuned[result.Metric]);
        return
        [
            (learner.IsWinner ? "* " : "  ") + learner.Name, Figures.Text(standard.Estimate), Figures.Text(tuned.Estimate), Figures.Text(tuned.Lower), Figures.Text(tuned.Upper),
            learner.Behind is { } behind ? GlanceSection.Number(behind.Estimate) : "", learner.IsBaseline ? "" : GlanceSection.Seconds(learner.TrainSeconds),
            learner.IsBaseline ? "" : learner.MicrosecondsPerRow.ToString("0.0", CultureInfo.InvariantCulture), learner.IsBaseline ? "" : Size(learner.Bytes),
        ];
    }
}
