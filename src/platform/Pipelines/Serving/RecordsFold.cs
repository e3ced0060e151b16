using Kirana.Data.Feedback;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Recommend;

namespace Kirana.Pipelines.Serving;

/// <summary>Takes the live layer into the records in memory: what the shop would answer, but that returns are not matched and opinions replace no older ones.</summary>
internal static class RecordsFold
{
    /// <summary>The records of a later version, if all changes in between came through the live layer.</summary>
    /// <param name="records">The records of an earlier version.</param>
    /// <param name="live">What came since; may grow meanwhile.</param>
    /// <param name="version">The version to stop at.</param>
    public static ServedRecords Of(ServedRecords records, LiveLayer live, long version)
    {
        var cards = records.Cards;
        return new ServedRecords(new ShopContents(
            version, Folded(records.Contents.Histories, one => one.IsVisit ? 0 : one.Weight), [.. cards.All.OrderBy(item => item.Id, StringComparer.Ordinal)], Users(records, live))
        {
            Opinions = Folded(records.Contents.Opinions, one => one.Version > records.Contents.Version ? one.Opinion : 0),
            Looks = Folded(records.Contents.Looks, one => one.Version > records.Contents.Version ? one.Stage : 0),
        }, records.Weights);

        Interactions Folded(Interactions old, Func<LiveEvent, float> weightOf) => Fold(old, records, live, version, weightOf);
    }

    /// <summary>Older events with those of the live layer that weigh something.</summary>
    private static Interactions Fold(Interactions old, ServedRecords records, LiveLayer live, long version, Func<LiveEvent, float> weightOf)
    {
        var builder = new InteractionsBuilder(items: new IdMap(old.Items.Ids));
        for (var user = 0; user < old.UserCount; user++)
        {
            if (live.HasForgotten(old.Users[user]))
                continue;
            var row = builder.Users.GetOrAdd(old.Users[user]);
            var items = old.ItemsOf(user);
            var weights = old.WeightsOf(user);
            var times = old.TimesOf(user);
            for (var i = 0; i < items.Length; i++)
                builder.Add(row, items[i], weights[i], times[i]);
        }

        foreach (var (user, since) in live.Users)
            foreach (ref readonly var one in since.Events)
                if (weightOf(one) is > 0 and var weight && one.Version <= version && IsGood(records.Cards, one.Item))
                    builder.Add(user, one.Item, weight, one.Time);
        return builder.Build();
    }

    private static UserActivity[] Users(ServedRecords records, LiveLayer live)
    {
        var events = records.Contents.Users.Where(user => !live.HasForgotten(user.User)).ToDictionary(user => user.User, user => user.Events, StringComparer.Ordinal);
        foreach (var (user, since) in live.Users)
            events[user] = events.GetValueOrDefault(user) + since.Activity;
        return [.. events.Select(user => new UserActivity(user.Key, user.Value))
            .OrderByDescending(user => user.Events).ThenBy(user => user.User, StringComparer.Ordinal)];
    }

    private static bool IsGood(ItemCards cards, string item) => cards.Find(item)?.Kind is null or ItemKinds.Product;
}
