using Kirana.Cli.Invocation;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Reports;

/// <summary>Asks a shop and its models for everything its report tells.</summary>
internal static class StoryTeller
{
    private const int Pictures = 6;
    private const int Customers = 4;

    /// <summary>Asks the shop. A model that was not trained yet is left out.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="context">The command's context.</param>
    /// <param name="fitting">Threads, progress, cancellation.</param>
    public static ShopStory Tell(IShop shop, CommandContext context, FitContext fitting)
    {
        var overview = shop.Analysis.Overview();
        var best = overview.TopItems.Select(item => item.Id).ToArray();
        var demand = shop.Analysis.Demand(new DemandQuery());
        context.Cancellation.ThrowIfCancellationRequested();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(shop.Settings.TimeZone);
        return new ShopStory
        {
            Settings = shop.Settings,
            Imports = shop.Records.Imports(),
            Quarantine = shop.Records.Quarantine(int.MaxValue).CountBy(line => line.Reason, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
            Overview = overview,
            Reversals = shop.Analysis.Reversals(),
            Items = shop.Analysis.Catalogue().ToDictionary(item => item.Id, StringComparer.Ordinal),
            WeeklyUnits = demand.Where(series => best.Contains(series.Key, StringComparer.Ordinal)).ToDictionary(series => series.Key, Weeks, StringComparer.Ordinal),
            HeldOut = HeldOutForecasts.Make(demand, best, Pictures, fitting),
            Customers = shop.Registry.Current(RecommendTraining.Area) is null
                ? []
                : CustomerStories.Make(shop.Analysis.Interactions(new InteractionQuery()), RecommendServing.Open(shop, context.Clock), zone, Customers),
            Made = context.Clock.GetUtcNow(),
        };
    }

    private static double[] Weeks(TimeSeries days)
    {
        var weeks = new double[days.Length / 7];
        for (var i = 0; i < weeks.Length * 7; i++)
            weeks[i / 7] += double.IsNaN(days.Values[i]) ? 0 : days.Values[i];
        return weeks;
    }
}
