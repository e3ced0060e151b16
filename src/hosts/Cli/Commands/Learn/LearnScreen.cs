using System.Globalization;
using Kirana.Cli.Screens;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Commands.Learn;

/// <summary>Shows a person what was learnt.</summary>
internal static class LearnScreen
{
    private const int MostFeatures = 8;

    /// <summary>Shows it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="file">The table's file, as it was given.</param>
    /// <param name="answer">The figures.</param>
    /// <param name="result">The result.</param>
    public static void Show(Screen screen, string file, LearnAnswer answer, LearnResult result)
    {
        screen.Heading($"{answer.Target} from {answer.Features} columns of {file}: {Words(answer)}");
        screen.Line($"Learnt from {NumberText.Whole(answer.Rows.Train)} rows by {answer.Learner}, judged on {NumberText.Whole(answer.Rows.Test)} others"
            + (answer.Rows.Validation > 0 ? $"; {NumberText.Whole(answer.Rows.Validation)} more said when to stop." : "."));
        if (answer.Rounds is { ValidationLoss: { } loss } rounds)
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Best after {rounds.Kept} of {rounds.Grown} trees, with a validation loss of {loss:0.00000}."));
        if (result.Model.Fitted.KktResidual is { } residual)
            screen.Line(Optimality(residual));
        screen.Line();
        screen.Table(["figure", ">model", ">95 % from", ">to", ">" + BaselineName(result.Model.Fitted.Task)], result.Metrics.Select(metric => (IReadOnlyList<string>)
            [metric.Key, Figures.Text(metric.Value.Estimate), Figures.Text(metric.Value.Lower), Figures.Text(metric.Value.Upper), Figures.Text(result.Baseline[metric.Key].Estimate)]));
        if (result.Decision is { } decision)
            DecisionScreen.Show(screen, decision, result.Model.Fitted.Labels);
        ShowImportance(screen, result);
        if (result.Comparison is { } comparison)
            ComparisonScreen.Show(screen, comparison);
        if (result.Depths is { } depths)
            DepthsScreen.Show(screen, depths);
        screen.Line();
        var seconds = answer.Seconds;
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"Reading {seconds.Load:0.00} s, binning {seconds.Bin:0.00} s, training {seconds.TrainWall:0.00} s ({seconds.TrainCpu:0.00} CPU s); {answer.PredictUsPerRow:0.00} µs a row; up to {answer.PeakMb:0} MB."));
        if (answer.Model is not null)
            screen.Line($"The model: {answer.Model}");
        screen.Report(answer.Report);
        screen.Line(answer.Model is null
            ? $"Next: keep the model with --out model.safetensors{(answer.Report is null ? ", see what it learnt with --report report.html" : "")}"
            : $"Next: kirana predict {Path.GetRelativePath(Environment.CurrentDirectory, answer.Model)} NEW-ROWS.csv --out predictions.csv");
    }

    /// <summary>What one would predict without the model.</summary>
    /// <param name="task">The task.</param>
    public static string BaselineName(LearnTask task) => task switch
    {
        LearnTask.Regression => "always the mean",
        LearnTask.Ranking => "random order",
        _ => "class shares",
    };

    /// <summary>How sure it is that coefficients are the best ones.</summary>
    /// <param name="residual">The greatest failure of a condition of optimality.</param>
    public static string Optimality(double residual) => string.Create(CultureInfo.InvariantCulture, $"Its coefficients are the best ones to a KKT residual of {residual:0.#E0}: no condition of the optimum fails by more.");

    private static string Words(LearnAnswer answer) => answer.Task switch
    {
        "binary" => $"two classes, the probability is that of '{answer.Classes[1]}'",
        "multiclass" => $"{answer.Classes.Count} classes",
        "ranking" => "the order of each list",
        _ => "a number",
    } + $" (--task {answer.Task})";

    private static void ShowImportance(Screen screen, LearnResult result)
    {
        var fitted = result.Model.Fitted;
        var sum = fitted.Gain.Sum();
        if (!(sum > 0))
            return;
        screen.Line();
        var top = fitted.Gain.Select((gain, i) => (Name: fitted.Features[i], Share: gain / sum)).OrderByDescending(pair => pair.Share).Take(MostFeatures);
        screen.Table(["most telling columns", ">share of gain"], top.Select(pair => (IReadOnlyList<string>)[pair.Name, string.Create(CultureInfo.InvariantCulture, $"{pair.Share * 100:0.0} %")]));
    }
}
