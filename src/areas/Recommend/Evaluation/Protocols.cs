using Kirana.Data.Feedback;
using Kirana.Numerics.Random;

namespace Kirana.Recommend.Evaluation;

/// <summary>The protocols of published comparisons.</summary>
public static class Protocols
{
    /// <summary>All items: the train file's row is the history and is never listed, the test file's row holds the right answers.</summary>
    /// <param name="train">The train file.</param>
    /// <param name="test">The test file, with the same maps of users and items.</param>
    public static Split AllItems(Interactions train, Interactions test)
    {
        RequireSharedItems(train, test);
        if (!ReferenceEquals(train.Users, test.Users))
            throw new ArgumentException("Train and test need the same map of users.", nameof(test));
        train = OverAllItems(train);
        var cases = new TestCasesBuilder(train, repeats: false);
        for (var user = 0; user < Math.Min(train.UserCount, test.UserCount); user++)
            cases.Add(user, train.ItemsOf(user).Length, test.ItemsOf(user));
        return new Split(train, cases.Build());
    }

    /// <summary>A cut of train data for choosing settings under <see cref="AllItems"/>: of each user a random fifth is asked for.</summary>
    /// <param name="interactions">The train file.</param>
    /// <param name="seed">Which fifth.</param>
    public static Split AllItemsCut(Interactions interactions, ulong seed)
    {
        const int Part = 5;
        var train = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        var test = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var order = new int[items.Length];
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            var random = new RandomStream(seed, (ulong)user);
            random.Shuffle<int>(order);
            for (var place = 0; place < order.Length; place++)
            {
                var i = order[place];
                (place < order.Length / Part ? test : train).Add(user, items[i], interactions.WeightsOf(user)[i], interactions.TimesOf(user)[i]);
            }
        }

        return AllItems(train.Build(), test.Build());
    }

    /// <summary>Leave one out: of each user the item <paramref name="fromEnd"/> places from the end is asked for, given all before it.
    /// Items of the history are never listed.</summary>
    /// <param name="interactions">Every user's items in time order.</param>
    /// <param name="fromEnd">1 for the test item, 2 for the validation item.</param>
    /// <param name="withheld">How many items at each user's end the learner does not see; 2 by rule, 1 to fit on the validation item too.</param>
    /// <remarks>Users of too few items to keep one for fitting teach, but are not asked.</remarks>
    public static Split LeaveOneOut(Interactions interactions, int fromEnd, int withheld)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromEnd, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(withheld, fromEnd);
        var train = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        var cases = new TestCasesBuilder(interactions, repeats: false);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var asked = items.Length > withheld;
            for (var i = 0; i < (asked ? items.Length - withheld : items.Length); i++)
                train.Add(user, items[i], interactions.WeightsOf(user)[i], interactions.TimesOf(user)[i]);
            if (asked)
                cases.Add(user, items.Length - fromEnd, items.Slice(items.Length - fromEnd, 1));
        }

        return new Split(train.Build(), cases.Build());
    }

    /// <summary>Next item: every beginning of a test session is asked for the item that follows, which may have been seen before.</summary>
    /// <param name="train">The train sessions.</param>
    /// <param name="test">The test sessions, with the same map of items.</param>
    public static Split NextItem(Interactions train, Interactions test)
    {
        RequireSharedItems(train, test);
        var cases = new TestCasesBuilder(test, repeats: true);
        for (var session = 0; session < test.UserCount; session++)
            for (var length = 1; length < test.ItemsOf(session).Length; length++)
                cases.Add(session, length, test.ItemsOf(session).Slice(length, 1));
        return new Split(OverAllItems(train), cases.Build());
    }

    /// <summary>A cut of train sessions for choosing settings under <see cref="NextItem"/>: the last tenth of the sessions is asked.</summary>
    /// <param name="interactions">The train sessions in time order.</param>
    public static Split NextItemCut(Interactions interactions)
    {
        var asked = interactions.UserCount - interactions.UserCount / 10;
        var train = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        var test = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        for (var session = 0; session < interactions.UserCount; session++)
            for (var i = 0; i < interactions.ItemsOf(session).Length; i++)
                (session < asked ? train : test).Add(
                    session, interactions.ItemsOf(session)[i], interactions.WeightsOf(session)[i], interactions.TimesOf(session)[i]);
        return NextItem(train.Build(), test.Build());
    }

    /// <summary>The same events where the map has grown since: a model has a place for every item of the map.</summary>
    private static Interactions OverAllItems(Interactions train)
    {
        if (train.ItemCount == train.Items.Count)
            return train;
        var all = new InteractionsBuilder(train.Users, train.Items, train.UserCount);
        for (var user = 0; user < train.UserCount; user++)
            for (var e = 0; e < train.ItemsOf(user).Length; e++)
                all.Add(user, train.ItemsOf(user)[e], train.WeightsOf(user)[e], train.TimesOf(user)[e]);
        return all.Build();
    }

    private static void RequireSharedItems(Interactions train, Interactions test)
    {
        if (!ReferenceEquals(train.Items, test.Items))
            throw new ArgumentException("Train and test need the same map of items.", nameof(test));
    }
}
