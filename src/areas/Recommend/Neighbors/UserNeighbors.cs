using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>Keeps what users dealt with, to recommend what the users most like a shopper have: user-to-user collaborative filtering.</summary>
/// <remarks>
/// <para>The similarity of user u to shopper a is s(a, u) = C(a, u) / (n(a)^(1−β) · n(u)^β + shrinkage), C(a, u) = Σ_i v(a,i) · v(u,i) / |U(i)|^γ,
/// n(u) = Σ_i v(u,i)² / |U(i)|^γ, v = log₂(1 + weight); <see cref="Similarity"/> names other ways. A shopper's score of item j is
/// Σ s(a, u)^q · v(u, j) over the <see cref="Neighbors"/> most similar users (Herlocker, Konstan, Borchers and Riedl, "An algorithmic framework
/// for performing collaborative filtering", SIGIR 1999, §4–6; the power q is the case amplification of Breese, Heckerman and Kadie, UAI 1998, §2.2).</para>
/// <para>We differ from ratings' formulas in that nothing is centred: feedback that only says yes has no mean to take off. A shopper of the training
/// data is a neighbour of its own, who votes only for what the shopper has.</para>
/// <para>Cost of a query: the users of the history's items, at most <see cref="UsersPerItem"/> of each, the latest.</para>
/// </remarks>
public sealed record UserNeighbors : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => UserNeighborsModel.ModelKind;

    /// <summary>The users that vote, 1 to 10,000; 100 by default.</summary>
    public int Neighbors { get; init; } = 100;

    /// <summary>How similarity is made of C and n; the cosine by default.</summary>
    public NeighborSimilarity Similarity { get; init; }

    /// <summary>Added to every denominator, so that one item in common does not look like one taste; 0 or more, 1 by default.</summary>
    public double Shrinkage { get; init; } = 1;

    /// <summary>β, the other user's share of the normalisation, 0 to 1; 0.5 (cosine) by default. Higher favours users of few items.</summary>
    public double ActivityDamping { get; init; } = 0.5;

    /// <summary>γ, how much less an item of many users says about each pair, 0 to 2; 0.5 by default.</summary>
    public double PopularityDamping { get; init; } = 0.5;

    /// <summary>q, how much more the closest users count; positive, 1 by default.</summary>
    public double Sharpness { get; init; } = 1;

    /// <summary>k of <see cref="NeighborSimilarity.Bm25"/>, how slowly more of the same counts less; 0 or more, 100 by default. Other kinds do without.</summary>
    public double Saturation { get; init; } = 100;

    /// <summary>b of <see cref="NeighborSimilarity.Bm25"/>, how much less an entry of a user of many items says, 0 to 1; 0.8 by default. Other kinds do without.</summary>
    public double LengthNormalization { get; init; } = 0.8;

    /// <summary>The number of later events after which an event of a history counts half; positive, infinite (age does not matter) by default.</summary>
    public double HistoryHalfLife { get; init; } = double.PositiveInfinity;

    /// <summary>The users of an item that are looked at, those of the latest events; 1 to 10,000,000, 5,000 by default. Bounds the cost of what everybody has.</summary>
    public int UsersPerItem { get; init; } = 5000;

    /// <summary>Of a history of more distinct items than this only the latest count, of users and of shoppers; at least 2, 1,000 by default.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<UserNeighbors> Table { get; } = new OptionTable<UserNeighbors>()
        .Whole("neighbors", learner => learner.Neighbors, (learner, value) => learner with { Neighbors = value })
        .Choice("similarity", learner => learner.Similarity, (learner, value) => learner with { Similarity = value })
        .Number("shrinkage", learner => learner.Shrinkage, (learner, value) => learner with { Shrinkage = value })
        .Number("activityDamping", learner => learner.ActivityDamping, (learner, value) => learner with { ActivityDamping = value })
        .Number("popularityDamping", learner => learner.PopularityDamping, (learner, value) => learner with { PopularityDamping = value })
        .Number("sharpness", learner => learner.Sharpness, (learner, value) => learner with { Sharpness = value })
        .Number("saturation", learner => learner.Saturation, (learner, value) => learner with { Saturation = value })
        .Number("lengthNormalization", learner => learner.LengthNormalization, (learner, value) => learner with { LengthNormalization = value })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Whole("usersPerItem", learner => learner.UsersPerItem, (learner, value) => learner with { UsersPerItem = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var latest = interactions.Latest(LongestHistory);
        var users = SparseRows.Merged(latest);
        // Newest first, so that the first users of an item are its latest; of equals, who comes later in the data.
        int[] newest = [.. Enumerable.Range(0, users.RowCount).Where(user => users.LengthOf(user) > 0)
            .OrderByDescending(user => latest.TimesOf(user)[^1]).ThenByDescending(user => user)];
        return new UserNeighborsModel(interactions.Items, users.Rows(newest), this);
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">One is out of its range; every fault is named.</exception>
    internal void Check() => new OptionFaults()
        .Require(Neighbors is >= 1 and <= 10_000, Neighbors, "1 to 10,000")
        .Require(Enum.IsDefined(Similarity), Similarity, "a defined similarity")
        .Require(Shrinkage >= 0 && double.IsFinite(Shrinkage), Shrinkage, "0 or more and finite")
        .Require(ActivityDamping is >= 0 and <= 1, ActivityDamping, "0 to 1")
        .Require(PopularityDamping is >= 0 and <= 2, PopularityDamping, "0 to 2")
        .Require(Sharpness > 0 && double.IsFinite(Sharpness), Sharpness, "positive and finite")
        .Require(Saturation >= 0 && double.IsFinite(Saturation), Saturation, "0 or more and finite")
        .Require(LengthNormalization is >= 0 and <= 1, LengthNormalization, "0 to 1")
        .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
        .Require(UsersPerItem is >= 1 and <= 10_000_000, UsersPerItem, "1 to 10,000,000")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .ThrowIfAny(Name);
}
