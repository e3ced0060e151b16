using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Baskets;

/// <summary>Learns what a shopper's next basket holds: what the shopper buys again and again, and what those with the same habits buy.</summary>
/// <remarks>
/// <para>Hu, He, Gao and Zhang, "Modeling personalized item frequency information for next-basket recommendation", SIGIR 2020, §4 (TIFU-kNN): a
/// shopper's vector is u(j) = (1/B) Σ_b r_b^p · r_g^g over the baskets b that hold j, where the latest baskets form groups of <see cref="GroupSize"/>, g counts
/// groups and p baskets of a group, both from the latest; B is the number of baskets. The score is α·u(j) + (1 − α)·(mean of the vectors of the
/// <see cref="Neighbors"/> most similar users)(j).</para>
/// <para>We differ in two things. Similarity is the cosine and not the Euclidean distance, so that shoppers of few baskets do not all resemble each
/// other, and neighbours are found by the items that are shared. And with <see cref="DayHalfLife"/> a basket also fades with its age in days, for
/// which the paper has only the order.</para>
/// </remarks>
public sealed record NextBasket : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => NextBasketModel.ModelKind;

    /// <summary>The longest time between events of one basket; 0 or longer, 30 minutes by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>r_b, what an earlier basket of a group keeps, above 0 to 1; 0.9 by default.</summary>
    public double BasketDecay { get; init; } = 0.9;

    /// <summary>r_g, what an earlier group keeps, above 0 to 1; 0.7 by default.</summary>
    public double GroupDecay { get; init; } = 0.7;

    /// <summary>The baskets of a group, 1 to 1,000; 7 by default.</summary>
    public int GroupSize { get; init; } = 7;

    /// <summary>The days after which a basket counts half, positive; infinite (only the order counts) by default.</summary>
    public double DayHalfLife { get; init; } = double.PositiveInfinity;

    /// <summary>α, the share of the shopper's own habits, 0 to 1; 0.7 by default.</summary>
    public double Own { get; init; } = 0.7;

    /// <summary>The users whose vectors are averaged, 1 to 10,000; 100 by default.</summary>
    public int Neighbors { get; init; } = 100;

    /// <summary>The latest baskets of a user that count, 1 to 10,000; 100 by default.</summary>
    public int Baskets { get; init; } = 100;

    /// <summary>Of a history of more distinct items than this only the latest count; at least 2, 1,000 by default.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <summary>The users of an item that are looked at, those of the latest events; 1 to 10,000,000, 5,000 by default.</summary>
    public int UsersPerItem { get; init; } = 5000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<NextBasket> Table { get; } = new OptionTable<NextBasket>()
        .Number("pauseMinutes", learner => learner.Pause.TotalMinutes, (learner, value) => learner with { Pause = TimeSpan.FromMinutes(value) })
        .Number("basketDecay", learner => learner.BasketDecay, (learner, value) => learner with { BasketDecay = value })
        .Number("groupDecay", learner => learner.GroupDecay, (learner, value) => learner with { GroupDecay = value })
        .Whole("groupSize", learner => learner.GroupSize, (learner, value) => learner with { GroupSize = value })
        .NumberOrInfinity("dayHalfLife", learner => learner.DayHalfLife, (learner, value) => learner with { DayHalfLife = value })
        .Number("own", learner => learner.Own, (learner, value) => learner with { Own = value })
        .Whole("neighbors", learner => learner.Neighbors, (learner, value) => learner with { Neighbors = value })
        .Whole("baskets", learner => learner.Baskets, (learner, value) => learner with { Baskets = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value })
        .Whole("usersPerItem", learner => learner.UsersPerItem, (learner, value) => learner with { UsersPerItem = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);
        var now = long.MinValue;
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
                now = Math.Max(now, time);
        int[] newest = [.. Enumerable.Range(0, interactions.UserCount).Where(user => !interactions.TimesOf(user).IsEmpty)
            .OrderByDescending(user => interactions.TimesOf(user)[^1]).ThenByDescending(user => user)];
        var (starts, columns, values) = (new int[newest.Length + 1], new List<int>(), new List<float>());
        for (var row = 0; row < newest.Length; row++)
        {
            using var habits = new Habits(this, new Shopper(interactions.ItemsOf(newest[row]), interactions.WeightsOf(newest[row]), interactions.TimesOf(newest[row]), now));
            columns.AddRange(habits.Items);
            values.AddRange(habits.Values);
            starts[row + 1] = columns.Count;
        }

        return new NextBasketModel(interactions.Items, SparseRows.Of(starts, [.. columns], [.. values], interactions.Items.Count), this);
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">One is out of its range; every fault is named.</exception>
    internal void Check() => new OptionFaults()
        .Require(Pause >= TimeSpan.Zero, Pause, "0 or longer")
        .Require(BasketDecay is > 0 and <= 1, BasketDecay, "above 0 to 1")
        .Require(GroupDecay is > 0 and <= 1, GroupDecay, "above 0 to 1")
        .Require(GroupSize is >= 1 and <= 1000, GroupSize, "1 to 1,000")
        .Require(DayHalfLife > 0, DayHalfLife, "positive")
        .Require(Own is >= 0 and <= 1, Own, "0 to 1")
        .Require(Neighbors is >= 1 and <= 10_000, Neighbors, "1 to 10,000")
        .Require(Baskets is >= 1 and <= 10_000, Baskets, "1 to 10,000")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .Require(UsersPerItem is >= 1 and <= 10_000_000, UsersPerItem, "1 to 10,000,000")
        .ThrowIfAny(Name);
}
