using Kirana.Data.Feedback;

namespace Kirana.Recommend;

/// <summary>What shoppers of a data set did besides the events of their histories.</summary>
internal static class EventsBeside
{
    /// <summary>Brings events onto the users and items of a data set.</summary>
    /// <param name="events">Events over any maps.</param>
    /// <param name="over">The data set.</param>
    /// <param name="below">The weight from which on events are left out.</param>
    /// <returns>A row for each user of the data set; items that it does not know are left out.</returns>
    public static Interactions Over(Interactions events, Interactions over, float below)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(over);
        var builder = new InteractionsBuilder(over.Users, over.Items, over.UserCount);
        int[] places = [.. events.Items.Ids.Select(id => over.Items.TryGetIndex(id, out var place) ? place : -1)];
        for (var user = 0; user < events.UserCount; user++)
        {
            if (!over.Users.TryGetIndex(events.Users[user], out var row))
                continue;
            var items = events.ItemsOf(user);
            var weights = events.WeightsOf(user);
            var times = events.TimesOf(user);
            for (var e = 0; e < items.Length; e++)
                if (places[items[e]] is var place and >= 0 && weights[e] < below)
                    builder.Add(row, place, weights[e], times[e]);
        }

        return builder.Build();
    }

    /// <summary>How many of a user's events are before a moment.</summary>
    /// <param name="times">Their times, ascending.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    public static int CountBefore(ReadOnlySpan<long> times, long until)
    {
        var count = times.BinarySearch(until);
        count = count < 0 ? ~count : count;
        while (count > 0 && times[count - 1] == until)
            count--;
        return count;
    }
}
