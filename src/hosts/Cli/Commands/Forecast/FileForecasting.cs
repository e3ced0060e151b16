using System.Globalization;
using Kirana.Cli.Commands.Covariates;
using Kirana.Cli.Invocation;
using Kirana.Cli.Tables;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast.Streams;
using Kirana.Storage.Lines;

namespace Kirana.Cli.Commands.Forecast;

/// <summary><c>kirana forecast --file</c>: every series of a file that may be larger than memory.</summary>
internal static class FileForecasting
{
    /// <summary>Runs the stages one after another and tells each.</summary>
    /// <param name="context">The run of the command.</param>
    /// <param name="streaming">What to do.</param>
    public static int Run(CommandContext context, ForecastStreaming streaming)
    {
        TableFile.Check(streaming.Output);
        OutputPlace.Check(streaming.Output);
        if (ParquetLineReader.Knows(streaming.File))
            streaming = streaming with { Open = () => new ParquetLineReader(streaming.File) };
        var (start, cpu) = (context.Clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var run = streaming.Begin(context.Seed);
        try
        {
            var read = Stage(context, $"Reading {Path.GetFileName(streaming.File)}", "lines", stage => run.Part(context.Fitting(stage)));
            var calibrate = Stage(context, "Calibrating", "series", stage => run.Calibrate(context.Fitting(stage)));
            var forecast = Stage(context, "Forecasting", "series", stage => run.Forecast(context.Fitting(stage)));
            var (result, write) = context.Stages.Run($"Writing {Path.GetFileName(streaming.Output)}", "series", stage => run.Save(
                forecasts => ForecastTable.Write(streaming.Output, forecasts, streaming.Levels), context.Fitting(stage)));
            var seconds = new ForecastFileSeconds(
                Rounded(read), Rounded(calibrate), Rounded(forecast), Rounded(write), Rounded(context.Clock.GetElapsedTime(start).TotalSeconds),
                Rounded((Environment.CpuUsage.TotalTime - cpu).TotalSeconds));
            var answer = new ForecastFileAnswer(
                Path.GetFullPath(streaming.Output), streaming.Model, result.Series, result.Rows, result.Lines, result.Failed, result.Failures, seconds,
                Math.Round(result.Series / Math.Max(seconds.Total, 0.001), 1), Memory.PeakMegabytes)
            {
                Covariates = CovariatesAnswer.Of(run.Covariates),
            };
            context.Answer(answer, AnswerJson.Default.ForecastFileAnswer, screen =>
            {
                screen.Line($"Forecasts of {NumberText.Whole(result.Series)} series, {NumberText.Whole(result.Rows)} rows, are in {answer.Out}.");
                CovariatesAnswer.Show(screen, run.Covariates);
                foreach (var failure in result.Failures)
                    screen.Line(failure);
                if (result.Failed > 0)
                    screen.Line($"{NumberText.Whole(result.Failed)} series could not be forecast.");
                screen.Line(string.Create(CultureInfo.InvariantCulture, $"{seconds.Total:0.0} s, {NumberText.Short(answer.Rate)} series/s; up to {answer.PeakMb:0} MB."));
            });
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            context.Stages.Abandon();
            if (run.IsResumable)
                context.Stages.Note($"What was done lies in {streaming.Output}.parts; the same command with --resume goes on, one without it begins again.");
            throw;
        }
    }

    private static double Stage(CommandContext context, string name, string unit, Action<Screens.Stage> work) => context.Stages.Run(name, unit, stage =>
    {
        work(stage);
        return true;
    }).Seconds;

    private static double Rounded(double seconds) => Math.Round(seconds, 3);
}
