using Kirana.Data.Feedback;

namespace Kirana.Pipelines.Recommend;

/// <summary>A part of the shoppers or sessions, spread evenly over all, so that old and new ones are in it as in the whole.</summary>
internal static class SampledShoppers
{
    /// <summary>Takes every n-th that has events.</summary>
    /// <param name="interactions">All.</param>
    /// <param name="every">n, at least 1; 1 gives all.</param>
    public static Interactions Of(Interactions interactions, int every)
    {
        if (every == 1)
            return interactions;
        var (builder, met) = (new InteractionsBuilder(new IdMap(), interactions.Items), 0);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            if (items.IsEmpty || met++ % every != 0)
                continue;
            var row = builder.Users.GetOrAdd(interactions.Users[user]);
            for (var e = 0; e < items.Length; e++)
                builder.Add(row, items[e], interactions.WeightsOf(user)[e], interactions.TimesOf(user)[e]);
        }

        return builder.Build();
    }

    /// <summary>The least power of two by which so many events remain at most.</summary>
    /// <param name="interactions">All.</param>
    /// <param name="events">At least 1.</param>
    public static int Every(Interactions interactions, int events)
    {
        var every = 1;
        while (interactions.Count / every > events)
            every *= 2;
        return every;
    }
}
