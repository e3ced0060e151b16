using System.Globalization;
using Kirana.Cli.Screens;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Commands.Recommend;

/// <summary>Shows how an item came to its place.</summary>
internal static class TraceScreen
{
    private const int MostFeatures = 5;

    /// <summary>Shows the trace of one item in a few lines.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="place">The item's place.</param>
    /// <param name="item">The item.</param>
    /// <param name="trace">Its trace.</param>
    public static void Show(Screen screen, int place, RecommendedItem item, ItemTrace trace)
    {
        screen.Heading($"{place}. {(item.Title.Length > 0 ? item.Title : item.Id)}: {trace.Cause}{(trace.Rank > 0 ? $", candidate {trace.Rank}" : "")}");
        if (trace.Rules.Count > 0)
            screen.Line($"  rules: {string.Join(", ", trace.Rules)}");
        if (trace.Relevance is { } relevance)
            screen.Line(string.Create(CultureInfo.InvariantCulture,
                $"  relevance {relevance:0.000} × {trace.Factor:0.##} by rules × {trace.Freshness:0.##} by freshness, diversity {trace.Diversity:0.000}, taste {trace.Taste:0.000}, novelty {trace.Novelty:0.000}"));
        screen.Line("  sources: " + string.Join(", ", trace.Sources.Select(source => source.Rank > 0 ? $"{source.Source} {source.Rank}" : $"{source.Source} –")));
        if (trace.Contributions.Count > 0)
            screen.Line("  features: " + string.Join(", ", trace.Contributions.Take(MostFeatures).Select(feature =>
                string.Create(CultureInfo.InvariantCulture, $"{feature.Feature} {feature.Share:+0.000;-0.000}"))));
    }
}
