using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Graphs;

/// <summary>Walks three steps at random in the graph of users and items: from a shopper's items to their users and on to those users' items.</summary>
/// <remarks>
/// <para>The weight of candidate j from item i is W(i, j) = (Σ_u (v(u,i) / n(i))^α · (v(u,j) / |I(u)|)^α) / n(j)^β, with n the number of
/// an item's users, |I(u)| that of a user's items and v = log₂(1 + weight). α bends the probabilities of the steps (P3α: Cooper, Lee,
/// Radinsky and Siantos, "Random walks in recommender systems: exact computation and simulations", WWW 2014 companion, §3); β takes
/// back what popular items get for being popular (RP3β: Paudel, Christoffel, Newell and Bernstein, "Updatable, accurate, diverse,
/// and scalable recommendations for interactive applications", ACM TiiS 7, 2016, §4).</para>
/// <para>Cost: Σ_u min(|I(u)|, <see cref="LongestHistory"/>)² multiply-adds, split over threads by item.</para>
/// </remarks>
public sealed record RandomWalk : IRecommenderLearner
{
    internal const string ModelKind = "random-walk";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>The candidates kept for each item, 1 to 10,000; 1,000 by default.</summary>
    public int Neighbors { get; init; } = 1000;

    /// <summary>α, the power of the probabilities of a step, 0 to 2; 0.5 by default.</summary>
    public double Alpha { get; init; } = 0.5;

    /// <summary>β, how much the popularity of candidates is taken back, 0 to 1; 0.3 by default.</summary>
    public double Beta { get; init; } = 0.3;

    /// <summary>The number of later events after which an event of a history counts half; positive, infinite (age does not matter) by default.</summary>
    public double HistoryHalfLife { get; init; } = double.PositiveInfinity;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<RandomWalk> Table { get; } = new OptionTable<RandomWalk>()
        .Whole("neighbors", learner => learner.Neighbors, (learner, value) => learner with { Neighbors = value })
        .Number("alpha", learner => learner.Alpha, (learner, value) => learner with { Alpha = value })
        .Number("beta", learner => learner.Beta, (learner, value) => learner with { Beta = value })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Neighbors is >= 1 and <= 10_000, Neighbors, "1 to 10,000")
            .Require(Alpha is >= 0 and <= 2, Alpha, "0 to 2")
            .Require(Beta is >= 0 and <= 1, Beta, "0 to 1")
            .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
            .Require(LongestHistory >= 2, LongestHistory, "at least 2")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();

        var users = SparseRows.Merged(interactions.Latest(LongestHistory))
            .Select(weight => (float)Powers.Of(Elementary.Log(1.0 + weight) / Elementary.Log(2.0), Alpha));
        var search = new NeighborSearch(users, Alpha);
        var from = new float[search.ItemCount];
        var to = new float[search.ItemCount];
        for (var item = 0; item < from.Length; item++)
        {
            var known = Math.Max(1, search.UsersOf(item));
            (from[item], to[item]) = ((float)(1 / Powers.Of(known, Alpha)), (float)(1 / Powers.Of(known, Beta)));
        }

        var lists = search.Run(Neighbors, (item, other, together) => from[item] * to[other] * together, context);
        return new ItemNeighborsModel(ModelKind, interactions.Items, lists, HistoryHalfLife, Options);
    }
}
