using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Increments;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>Learns which items are dealt with by the same users: item-to-item collaborative filtering.</summary>
/// <remarks>
/// <para>The similarity of candidate j to item i is
/// s(i, j) = C(i, j) / (n(i)^(1−β) · n(j)^β + shrinkage), C(i, j) = Σ_u v(u,i) · v(u,j) / |I(u)|^γ, n(i) = Σ_u v(u,i)² / |I(u)|^γ,
/// where v = log₂(1 + weight) damps repeats. β = ½ is the cosine (Sarwar et al., "Item-based collaborative filtering
/// recommendation algorithms", WWW 2001, §3.1.1; shrinkage as in Bell and Koren, "Scalable collaborative filtering with jointly
/// derived neighborhood interpolation weights", ICDM 2007, §3); a greater β damps popular candidates, as the asymmetric cosine of
/// Aiolli (RecSys 2013) does; γ lets a user of many items say less about each pair. <see cref="Similarity"/> names other ways to put C and n together.</para>
/// <para>Each item keeps its <see cref="Neighbors"/> most similar ones. A shopper's score of an item is the sum of its
/// similarities to the events of the history, each weighted by its age in events.</para>
/// <para>Cost: Σ_u min(|I(u)|, <see cref="LongestHistory"/>)² multiply-adds, split over threads by item.</para>
/// </remarks>
public sealed record ItemNeighbors : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => ItemNeighborsModel.ModelKind;

    /// <summary>The neighbours kept for each item, 1 to 10,000; 100 by default.</summary>
    public int Neighbors { get; init; } = 100;

    /// <summary>How similarity is made of C and n; the cosine by default.</summary>
    public NeighborSimilarity Similarity { get; init; }

    /// <summary>Added to every denominator, so that a pair seen once does not look certain; 0 or more, 5 by default.</summary>
    public double Shrinkage { get; init; } = 5;

    /// <summary>β, the candidate's share of the normalisation, 0 to 1; 0.5 (cosine) by default. Higher favours rarer items.</summary>
    public double PopularityDamping { get; init; } = 0.5;

    /// <summary>γ, how much less a user of many items says about each pair, 0 to 2; 0.5 by default.</summary>
    public double ActivityDamping { get; init; } = 0.5;

    /// <summary>k of <see cref="NeighborSimilarity.Bm25"/>, how slowly more of the same counts less; 0 or more, 100 by default. Other kinds do without.</summary>
    public double Saturation { get; init; } = 100;

    /// <summary>b of <see cref="NeighborSimilarity.Bm25"/>, how much less an entry of an item of many users says, 0 to 1; 0.8 by default. Other kinds do without.</summary>
    public double LengthNormalization { get; init; } = 0.8;

    /// <summary>The number of later events after which an event of a history counts half; positive, infinite (age does not matter) by default.</summary>
    public double HistoryHalfLife { get; init; } = double.PositiveInfinity;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<ItemNeighbors> Table { get; } = new OptionTable<ItemNeighbors>()
        .Whole("neighbors", learner => learner.Neighbors, (learner, value) => learner with { Neighbors = value })
        .Number("shrinkage", learner => learner.Shrinkage, (learner, value) => learner with { Shrinkage = value })
        .Number("popularityDamping", learner => learner.PopularityDamping, (learner, value) => learner with { PopularityDamping = value })
        .Number("activityDamping", learner => learner.ActivityDamping, (learner, value) => learner with { ActivityDamping = value })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value })
        .Choice("similarity", learner => learner.Similarity, (learner, value) => learner with { Similarity = value })
        .Number("saturation", learner => learner.Saturation, (learner, value) => learner with { Saturation = value })
        .Number("lengthNormalization", learner => learner.LengthNormalization, (learner, value) => learner with { LengthNormalization = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Neighbors is >= 1 and <= 10_000, Neighbors, "1 to 10,000")
            .Require(Shrinkage >= 0 && double.IsFinite(Shrinkage), Shrinkage, "0 or more and finite")
            .Require(PopularityDamping is >= 0 and <= 1, PopularityDamping, "0 to 1")
            .Require(ActivityDamping is >= 0 and <= 2, ActivityDamping, "0 to 2")
            .Require(Enum.IsDefined(Similarity), Similarity, "a defined similarity")
            .Require(Saturation >= 0 && double.IsFinite(Saturation), Saturation, "0 or more and finite")
            .Require(LengthNormalization is >= 0 and <= 1, LengthNormalization, "0 to 1")
            .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
            .Require(LongestHistory >= 2, LongestHistory, "at least 2")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        return new ItemNeighborsModel(ItemNeighborsModel.ModelKind, interactions.Items, Lists(interactions, context), HistoryHalfLife, Options);
    }

    /// <summary>The lists of items that changed, and those of a model for the others.</summary>
    internal NeighborLists Again(NewEvents events, ItemNeighborsModel model, FitContext context) =>
        Lists(events.Interactions, context, events.Changed, model.Lists.Grown(events.Interactions.Items.Count));

    private NeighborLists Lists(Interactions interactions, FitContext context, bool[]? changed = null, NeighborLists? before = null)
    {
        var users = SparseRows.Merged(interactions.Latest(LongestHistory)).Select(weight => (float)(Elementary.Log(1.0 + weight) / Elementary.Log(2.0)));
        if (Similarity == NeighborSimilarity.Bm25)
        {
            var documents = users.Transposed();
            users = new Bm25Weights(documents, Saturation, LengthNormalization).Of(documents).Transposed();
        }

        // The rarity of users in BM25 is what γ is for other kinds.
        var search = new NeighborSearch(users, Similarity == NeighborSimilarity.Bm25 ? 0 : ActivityDamping);
        var closeness = new Closeness(Similarity, PopularityDamping, Shrinkage);
        var own = new double[search.ItemCount];
        var candidate = new double[search.ItemCount];
        for (var item = 0; item < own.Length; item++)
        {
            var norm = search.NormOf(item);
            (own[item], candidate[item]) = (closeness.OwnPart(norm), closeness.OtherPart(norm));
        }

        return search.Run(Neighbors, (item, other, together) => closeness.Of(together, own[item], candidate[other]), context, changed, before);
    }
}
