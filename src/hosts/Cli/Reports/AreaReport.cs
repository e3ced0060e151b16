using Kirana.Cli.Invocation;
using Kirana.Operate.Shops;
using Kirana.Pictures.Reports;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Reports;

/// <summary>Writes what a training or an evaluation on the shop found out: <c>reports/train-recommend.html</c> and the like.</summary>
internal static class AreaReport
{
    /// <summary>Writes a comparison of recommenders.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="name">The command's words: <c>train-recommend</c>, <c>evaluate-recommend</c>.</param>
    /// <param name="compared">The comparison.</param>
    /// <param name="rule">Why the model was chosen, and what became of it.</param>
    /// <returns>The report's path; <see langword="null"/> if the shop's folder cannot be written, which is noted.</returns>
    public static string? Write(CommandContext context, IShop shop, string name, RecommendComparison compared, string rule) =>
        Write(context, shop, name, new Section("What customers may like", RecommendSection.Comparison(compared, rule)));

    /// <summary>Writes scores of forecasts.</summary>
    /// <param name="context">The command's context.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="name">The command's words: <c>train-forecast</c>, <c>evaluate-forecast</c>.</param>
    /// <param name="scopes">The scores.</param>
    /// <param name="more">What else there is to see, such as slices.</param>
    /// <returns>The report's path; <see langword="null"/> if the shop's folder cannot be written, which is noted.</returns>
    public static string? Write(CommandContext context, IShop shop, string name, IReadOnlyList<ForecastScopeScores> scopes, params IReadOnlyList<Block> more) =>
        Write(context, shop, name, new Section("What will be sold", [ForecastSection.Words(scopes), .. scopes.Select(ForecastSection.Figures), .. ForecastSection.Apart(scopes), .. ForecastSection.Inputs(scopes), .. more]));

    private static string? Write(CommandContext context, IShop shop, string name, Section section)
    {
        var made = context.Clock.GetUtcNow();
        var report = new Report
        {
            Title = shop.Settings.Name, Subtitle = $"kirana {name.Replace('-', ' ')}, {ShopReport.Day(made)}", Sections = [section],
            Footer = $"Made by Kirana {CommandLine.Version} on {ShopReport.Day(made)}.",
        };
        try
        {
            return ReportFile.Write(context.Folder, report, name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The figures are the result; they are not thrown away for want of a page.
            context.Stages.Note($"The report could not be written: {error.Message}");
            return null;
        }
    }
}
