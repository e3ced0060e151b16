using Kirana.Cli.Invocation;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Learn;
using Kirana.Pipelines.Learn.Explanation;

namespace Kirana.Cli.Reports.Learn;

/// <summary>Writes what was learnt from a table, what it is worth and what it looks at, as one page.</summary>
internal static class LearnReport
{
    /// <summary>Writes the page in one step.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="path">Where it will be.</param>
    /// <param name="file">The table's file, as it was given.</param>
    /// <param name="result">The result.</param>
    /// <param name="seconds">What it took.</param>
    /// <returns>The file's full path.</returns>
    public static string Write(CommandContext context, string path, string file, LearnResult result, LearnSeconds seconds)
    {
        var made = context.Clock.GetUtcNow();
        var story = new LearnStory(file, result, ModelExplanation.Of(result, context.Fitting()), seconds, Commands.Memory.PeakMegabytes);
        Section?[] sections =
        [
            GlanceSection.Compose(story), WarningsSection.Compose(story), ContestSection.Compose(story), WorthSection.Compose(story), DecisionSection.Compose(story), CurvesSection.Compose(story),
            ColumnsSection.Compose(story), TreeSection.Compose(story), DepthsSection.Compose(story), MakingSection.Compose(story),
        ];
        var report = new Report
        {
            Title = $"{result.Target}, learnt from {Path.GetFileName(file)}", Subtitle = $"kirana learn, {ShopReport.Day(made)}", Sections = [.. sections.OfType<Section>()],
            Footer = $"Made by Kirana {CommandLine.Version} on {ShopReport.Day(made)}.",
        };
        var partial = path + ".new";
        try
        {
            File.WriteAllText(partial, HtmlReport.Render(report));
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }

        return path;
    }
}
