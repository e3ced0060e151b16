using Kirana.Data.Feedback;
using Kirana.Numerics.Random;

namespace Kirana.Recommend.Evaluation;

/// <summary>Protocols of the cold start: items nobody dealt with yet, and users of whom little is known.</summary>
public static class ColdStart
{
    /// <summary>The items whose first event is not before a moment: the launches.</summary>
    /// <param name="interactions">Everything.</param>
    /// <param name="from">The moment in UTC microseconds.</param>
    /// <returns>Whether each item is new; one without any event is.</returns>
    public static bool[] Launched(Interactions interactions, long from)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        var isNew = new bool[interactions.ItemCount];
        Array.Fill(isNew, true);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var e = 0; e < interactions.ItemsOf(user).Length; e++)
                if (interactions.TimesOf(user)[e] < from)
                    isNew[interactions.ItemsOf(user)[e]] = false;
        return isNew;
    }

    /// <summary>Items at random.</summary>
    /// <param name="items">How many there are.</param>
    /// <param name="share">The share that is drawn, between 0 and 1.</param>
    /// <param name="seed">Which ones.</param>
    /// <returns>Whether each item was drawn.</returns>
    public static bool[] Drawn(int items, double share, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        if (!(share > 0) || !(share < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share lies between 0 and 1.");
        var order = new int[items];
        for (var item = 0; item < items; item++)
            order[item] = item;
        new RandomStream(seed).Shuffle<int>(order);
        var drawn = new bool[items];
        foreach (var item in order.AsSpan(0, (int)(share * items)))
            drawn[item] = true;
        return drawn;
    }

    /// <summary>Withholds items until a moment: no event of theirs is learnt from, and of every user the ones dealt with are asked for.</summary>
    /// <param name="interactions">Everything.</param>
    /// <param name="isNew">Whether each item is withheld.</param>
    /// <param name="from">The moment in UTC microseconds: learnt from is what came before, asked for what came then. Without one, whose events have no
    /// times, a user is asked at the first withheld item, and all events of other items are learnt from.</param>
    /// <remarks>Users without a history of other items are not asked.</remarks>
    public static Split WithheldItems(Interactions interactions, bool[] isNew, long? from = null)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(isNew);
        if (isNew.Length != interactions.ItemCount)
            throw new ArgumentException($"There are {isNew.Length} marks for {interactions.ItemCount} items.", nameof(isNew));
        var builder = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
            for (var e = 0; e < interactions.ItemsOf(user).Length; e++)
                if (!isNew[interactions.ItemsOf(user)[e]] && !(interactions.TimesOf(user)[e] >= from))
                    builder.Add(user, interactions.ItemsOf(user)[e], interactions.WeightsOf(user)[e], interactions.TimesOf(user)[e]);
        var train = builder.Build();
        var cases = new TestCasesBuilder(train, repeats: false, from);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var (known, answers) = (0, new List<int>());
            for (var e = 0; e < interactions.ItemsOf(user).Length; e++)
            {
                var item = interactions.ItemsOf(user)[e];
                if (isNew[item] && !(interactions.TimesOf(user)[e] < from))
                    answers.Add(item);
                else if (!isNew[item] && (from is null ? answers.Count == 0 : interactions.TimesOf(user)[e] < from))
                    known++;
            }

            if (known > 0)
                cases.Add(user, known, [.. answers]);
        }

        return new Split(train, cases.Build());
    }

    /// <summary>Withholds users: they teach nothing, and each is asked with the first events known for what followed.</summary>
    /// <param name="interactions">Everything.</param>
    /// <param name="share">The share of users that is withheld, between 0 and 1.</param>
    /// <param name="known">How many events of each are known, 0 or more.</param>
    /// <param name="followed">How many of the later events are asked for, at least 1.</param>
    /// <param name="seed">Which users.</param>
    /// <remarks>A user of not more than <paramref name="known"/> events is not asked.</remarks>
    public static Split WithheldUsers(Interactions interactions, double share, int known, int followed, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentOutOfRangeException.ThrowIfNegative(known);
        ArgumentOutOfRangeException.ThrowIfLessThan(followed, 1);
        var drawn = Drawn(interactions.UserCount, share, seed);
        var train = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        var cases = new TestCasesBuilder(interactions, repeats: false);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            if (drawn[user] && items.Length > known)
                cases.Add(user, known, items.Slice(known, Math.Min(followed, items.Length - known)));
            for (var e = 0; e < items.Length && !drawn[user]; e++)
                train.Add(user, items[e], interactions.WeightsOf(user)[e], interactions.TimesOf(user)[e]);
        }

        return new Split(train.Build(), cases.Build());
    }
}
