using Kirana.Data.Feedback;

namespace Kirana.Recommend.Increments;

/// <summary>Brings newer events onto the items of an older model: its items keep their numbers, new ones follow.</summary>
public static class GrownItems
{
    /// <summary>Renumbers events.</summary>
    /// <param name="interactions">All events, old and new.</param>
    /// <param name="known">The items of the older model.</param>
    /// <returns>The same events over a map that begins with the known items; of an item that has no event any more the number is kept.</returns>
    public static Interactions Over(Interactions interactions, IdMap known)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(known);
        var items = new IdMap([.. known.Ids, .. interactions.Items.Ids.Where(id => !known.TryGetIndex(id, out _))]);
        var places = interactions.Items.Ids.Select(items.GetOrAdd).ToArray();
        var builder = new InteractionsBuilder(interactions.Users, items, interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var e = 0; e < interactions.ItemsOf(user).Length; e++)
                builder.Add(user, places[interactions.ItemsOf(user)[e]], interactions.WeightsOf(user)[e], interactions.TimesOf(user)[e]);
        return builder.Build();
    }
}
