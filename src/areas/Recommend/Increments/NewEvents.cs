using Kirana.Data.Feedback;
using Kirana.Recommend.Windows;

namespace Kirana.Recommend.Increments;

/// <summary>All events of a shop, and which of their items have learnt something new since a moment.</summary>
internal sealed class NewEvents
{
    /// <summary>An item whose users grew by less than this share is what it was: one buyer more does not change what a thousand said.</summary>
    private const double LeastGrowth = 0.05;

    private readonly long _since;

    /// <summary>Looks at the events.</summary>
    /// <param name="interactions">All events.</param>
    /// <param name="since">The first moment in UTC microseconds that the older model does not know.</param>
    public NewEvents(Interactions interactions, long since)
    {
        (Interactions, _since) = (interactions, since);
        var (all, grown) = (new int[interactions.Items.Count], new int[interactions.Items.Count]);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var times = interactions.TimesOf(user);
            for (var e = 0; e < items.Length; e++)
            {
                all[items[e]]++;
                if (times[e] < since)
                    continue;
                grown[items[e]]++;
                Count++;
            }
        }

        Changed = [.. all.Select((events, item) => grown[item] > 0 && grown[item] >= LeastGrowth * events)];
    }

    /// <summary>All events.</summary>
    public Interactions Interactions { get; }

    /// <summary>How many events are new.</summary>
    public int Count { get; }

    /// <summary>Of every item, whether it is to be learnt again.</summary>
    public bool[] Changed { get; }

    /// <summary>The same within the last days.</summary>
    public NewEvents Within(int days) => EventWindow.Last(Interactions, days) is var latest && ReferenceEquals(latest, Interactions) ? this : new NewEvents(latest, _since);
}
