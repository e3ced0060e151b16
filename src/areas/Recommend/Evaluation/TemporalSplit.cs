using Kirana.Data.Feedback;

namespace Kirana.Recommend.Evaluation;

/// <summary>The protocol nearest to a shop's day: fit on everything before a moment, ask for what each user dealt with after it.</summary>
/// <param name="Train">The events before the moment.</param>
/// <param name="Known">One case for each user with events on both sides.</param>
/// <param name="New">One case for each user without events before: an empty history.</param>
public sealed record TemporalSplit(Interactions Train, TestCases Known, TestCases New)
{
    /// <summary>Splits by time.</summary>
    /// <param name="interactions">Everything.</param>
    /// <param name="from">The first moment that is tested, in UTC microseconds since 1970.</param>
    /// <param name="until">The first moment that no longer counts.</param>
    /// <param name="repeats">Whether a user may be recommended, and counted right for, what the user dealt with before.</param>
    /// <exception cref="ArgumentException">The period is empty.</exception>
    public static TemporalSplit At(Interactions interactions, long from, long until, bool repeats)
    {
        if (until <= from)
            throw new ArgumentException($"A test period ends after it begins: from {from} until {until}.", nameof(until));
        var before = new InteractionsBuilder(interactions.Users, interactions.Items, interactions.UserCount);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var weights = interactions.WeightsOf(user);
            var times = interactions.TimesOf(user);
            for (var i = 0; i < items.Length && times[i] < from; i++)
                before.Add(user, items[i], weights[i], times[i]);
        }

        var train = before.Build();
        var known = new TestCasesBuilder(train, repeats, from);
        var unknown = new TestCasesBuilder(train, repeats, from);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var first = train.ItemsOf(user).Length;
            var times = interactions.TimesOf(user);
            var last = first;
            while (last < times.Length && times[last] < until)
                last++;
            (first > 0 ? known : unknown).Add(user, first, interactions.ItemsOf(user)[first..last]);
        }

        return new TemporalSplit(train, known.Build(), unknown.Build());
    }
}
