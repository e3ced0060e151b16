using Kirana.Data.Feedback;

namespace Kirana.Recommend.Sparse;

/// <summary>Shortens the histories of users of very many items.</summary>
internal static class LatestEvents
{
    /// <summary>The same users, each with all events of the latest distinct items only.</summary>
    /// <param name="interactions">Rows oldest first.</param>
    /// <param name="items">Distinct items a user keeps at most.</param>
    /// <returns><paramref name="interactions"/> itself where no user has more.</returns>
    public static Interactions Latest(this Interactions interactions, int items)
    {
        var longest = 0;
        for (var user = 0; user < interactions.UserCount; user++)
            longest = Math.Max(longest, interactions.ItemsOf(user).Length);
        if (longest <= items)
            return interactions;

        var builder = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        var kept = new HashSet<int>();
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var row = interactions.ItemsOf(user);
            kept.Clear();
            for (var i = row.Length - 1; i >= 0 && kept.Count < items; i--)
                kept.Add(row[i]);
            for (var i = 0; i < row.Length; i++)
                if (kept.Contains(row[i]))
                    builder.Add(user, row[i], interactions.WeightsOf(user)[i], interactions.TimesOf(user)[i]);
        }

        return builder.Build();
    }
}
