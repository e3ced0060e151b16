using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Cli.Tables;
using Kirana.Data;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Learn;

namespace Kirana.Cli.Commands.Predict;

/// <summary><c>kirana predict</c>: what a model says of the rows of a file.</summary>
internal sealed class PredictCommand : CliCommand
{
    private const int ShownRows = 10;

    private readonly Argument<string> _model = new("MODEL") { Description = "A file that kirana learn wrote with --out, or a model that a program saved." };
    private readonly Argument<string> _file = new("FILE") { Description = "Rows with the columns the model was fitted on: CSV, JSON Lines, Parquet or LIBSVM text." };
    private readonly Option<string?> _out = new("--out") { Description = "Write the predictions to a file: .csv or .parquet; the first are shown where missing.", HelpName = "F" };
    private readonly Option<string?> _keep = new("--keep") { Description = "Columns of FILE to write beside the predictions, such as the customer's id.", HelpName = "COL,…" };

    /// <summary>Creates the command.</summary>
    public PredictCommand() : base("predict", CommandList.Describe("predict"))
    {
        Arguments.Add(_model);
        Arguments.Add(_file);
        Options.Add(_out);
        Options.Add(_keep);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana predict model.safetensors customers.csv",
        "kirana predict model.safetensors customers.csv --keep customer --out predictions.csv",
        "kirana predict model.safetensors today.parquet --out predictions.parquet --json",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var place = context.Get(_out);
        if (place is not null)
        {
            TableFile.Check(place);
            OutputPlace.Check(place);
        }

        string[] keep = context.Get(_keep)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var start = context.Clock.GetTimestamp();
        var model = LearnedModel.Load(context.Get(_model)!);
        var load = context.Clock.GetElapsedTime(start).TotalSeconds;
        var input = TableInputs.Of(context.Get(_file)!);
        var file = new PredictionFile(model, keep);
        var scores = new PredictionScores(model);
        PredictedPart? first = null;
        var ((rows, predict), total) = context.Stages.Run($"Predicting {model.Target ?? "the target"} of {input.Name}", "", stage =>
        {
            using var table = place is null ? null : TableFile.Create(place, file.Columns());
            var (done, seconds) = (0L, 0.0);
            foreach (var part in PredictJob.Run(model, input, keep, context.Fitting(stage)))
            {
                Check(part, keep, input.Name);
                if (table is not null)
                    file.Write(table, part, done);
                first ??= part;
                scores.Add(part);
                done += part.Rows.RowCount;
                seconds += part.Seconds;
            }

            table?.Complete();
            return (done, seconds);
        });
        var metrics = scores.Metrics(context.Seed);
        var answer = new PredictAnswer(LearnTasks.Word(model.Fitted.Task), model.Target, rows, Scores.Estimates(metrics),
            new PredictSeconds(Math.Round(load, 4), Math.Round(predict, 4), Math.Round(total, 4)), rows == 0 ? 0 : Math.Round(predict * 1e6 / rows, 4), Memory.PeakMegabytes,
            place is null ? null : Path.GetFullPath(place));
        context.Answer(answer, AnswerJson.Default.PredictAnswer, screen =>
        {
            Show(screen, answer, model);
            if (metrics.Count > 0)
            {
                screen.Line();
                Scores.Show(screen, metrics);
            }

            if (place is not null)
            {
                screen.Line($"The predictions: {answer.File}");
                return;
            }

            screen.Line();
            if (first is not null)
                screen.Table([.. file.Columns().Select(column => (column.Kind == typeof(string) ? "" : ">") + column.Name)], file.Shown(first, ShownRows));
            screen.Line($"Next: write all of them with --out predictions.csv{(keep.Length == 0 ? " and name columns to stand beside them with --keep" : "")}");
        });
        return ExitCode.Done;
    }

    private static void Show(Screen screen, PredictAnswer answer, LearnedModel model)
    {
        screen.Heading($"{answer.Target ?? "Predictions"} of {NumberText.Whole(answer.Rows)} rows by {model.Learner} ({answer.Task})");
        if (model.Fitted.Task == LearnTask.Binary)
            screen.Line($"The probability is that of '{model.Fitted.Labels[1]}'.");
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{answer.Seconds.Total:0.00} s in all, {answer.PredictUsPerRow:0.00} µs a row for predicting; up to {answer.PeakMb:0} MB."));
    }

    private static void Check(PredictedPart part, string[] keep, string file)
    {
        foreach (var name in keep)
            if (!part.Rows.Has(name))
                throw new DataException($"{file} has no column '{name}' to keep.") { Code = "missing-column", File = file, Column = name, Hint = "Correct --keep, or leave it out." };
    }
}
