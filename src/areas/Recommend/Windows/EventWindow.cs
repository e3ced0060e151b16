using Kirana.Data.Feedback;

namespace Kirana.Recommend.Windows;

/// <summary>The latest part of events.</summary>
public static class EventWindow
{
    /// <summary>Keeps the events of the last days before the end of the data; users and items keep their numbers.</summary>
    /// <param name="interactions">The events. The end is the last of them.</param>
    /// <param name="days">The length of the window in days, at least 1.</param>
    /// <returns>The same object if everything lies in the window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is less than 1 day.</exception>
    public static Interactions Last(Interactions interactions, int days)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var user = 0; user < interactions.UserCount; user++)
            if (interactions.TimesOf(user) is { IsEmpty: false } times)
                (first, last) = (Math.Min(first, times[0]), Math.Max(last, times[^1]));
        var length = days * TimeSpan.MicrosecondsPerDay;
        // Compared by what lies between, which cannot overflow where a time is far off.
        if (first > last || (ulong)(last - first) < (ulong)length)
            return interactions;
        var builder = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var weights = interactions.WeightsOf(user);
            var times = interactions.TimesOf(user);
            for (var e = 0; e < items.Length; e++)
                if ((ulong)(last - times[e]) < (ulong)length)
                    builder.Add(user, items[e], weights[e], times[e]);
        }

        return builder.Build();
    }
}
