using Kirana.Data.Feedback;
using Kirana.Pipelines.Recommend;

namespace Kirana.Cli.Reports;

/// <summary>Picks a few customers whose lists are worth reading: regular ones, with a history that fits on a page.</summary>
internal static class CustomerStories
{
    private const int FewestItems = 10;
    private const int MostItems = 60;
    private const int Shown = 8;

    /// <summary>Picks customers and makes their lists.</summary>
    /// <param name="purchases">Who bought what.</param>
    /// <param name="serving">Who makes the lists.</param>
    /// <param name="zone">The shop's time zone.</param>
    /// <param name="count">The most customers.</param>
    public static IReadOnlyList<CustomerStory> Make(Interactions purchases, RecommendServing serving, TimeZoneInfo zone, int count)
    {
        var regular = Enumerable.Range(0, purchases.UserCount)
            .Select(user => (User: user, Items: purchases.ItemsOf(user).ToArray().Distinct().Count()))
            .Where(pair => pair.Items is >= FewestItems and <= MostItems)
            .OrderByDescending(pair => purchases.TimesOf(pair.User)[^1]).ThenBy(pair => pair.User).ToArray();
        // Evenly over the newer half, so that not all of them come from the last day.
        var step = Math.Max(1, regular.Length / 2 / Math.Max(1, count));
        return [.. regular.Where((_, i) => i % step == 0).Take(count).Select(pair => Tell(purchases, pair.User, pair.Items, serving, zone))];
    }

    private static CustomerStory Tell(Interactions purchases, int user, int distinct, RecommendServing serving, TimeZoneInfo zone)
    {
        var items = purchases.ItemsOf(user);
        var times = purchases.TimesOf(user);
        var bought = new List<(string Item, DateOnly Day)>();
        var seen = new HashSet<int>();
        for (var i = items.Length - 1; i >= 0 && bought.Count < Shown; i--)
            if (seen.Add(items[i]))
            {
                var moment = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddMicroseconds(times[i]), zone);
                bought.Add((purchases.Items[items[i]], DateOnly.FromDateTime(moment.DateTime)));
            }

        var id = purchases.Users[user];
        return new CustomerStory(id, bought, distinct, serving.ForUser(id, new RecommendOptions { Count = 6, Why = true }));
    }
}
