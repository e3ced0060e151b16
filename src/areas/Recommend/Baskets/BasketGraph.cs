using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Baskets;

/// <summary>Learns which items lie in one basket, or are looked at in one session: the graph of co-purchases or of co-views.</summary>
/// <remarks>
/// <para>With n(i) the baskets that hold item i, n(i, j) those that hold both and N all, the edge from i to j is
/// P(j | i) / P(j)^λ, P(j | i) = n(i, j) / (n(i) + m), P(j) = (n(j) + m) / (N + m). λ = 0 is the conditional probability ("confidence" of Agrawal,
/// Imieliński and Swami, "Mining association rules between sets of items in large databases", SIGMOD 1993), λ = 1 the lift ("interest" of Brin,
/// Motwani, Ullman and Tsur, "Dynamic itemset counting and implication rules for market basket data", SIGMOD 1997, §4). m, which is not in those
/// papers, keeps what was seen once from looking certain.</para>
/// <para>Events of a user at most <see cref="Pause"/> apart are one basket. A shopper is answered by the items of the latest
/// <see cref="Baskets"/>: their edges are added, each older basket counting half.</para>
/// </remarks>
public sealed record BasketGraph : IRecommenderLearner
{
    /// <inheritdoc/>
    public string Name => BasketGraphModel.ModelKind;

    /// <summary>What edges mean; that items are bought together by default.</summary>
    public BasketEdge Edge { get; init; }

    /// <summary>The longest time between events of one basket; 0 or longer, 30 minutes by default.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Events of less weight are in no basket: where kinds of event differ in weight, it parts purchases from views. 0 or more and finite; 0 (every event counts) by default.</summary>
    public double LeastWeight { get; init; }

    /// <summary>λ, 0 (conditional probability) to 1 (lift); 0.5 by default.</summary>
    public double Lift { get; init; } = 0.5;

    /// <summary>m, the baskets that are added to those of an item; 0 or more and finite, 5 by default.</summary>
    public double Shrinkage { get; init; } = 5;

    /// <summary>How much less a basket of many items says about each pair: it counts 1 / size^γ, γ from 0 to 2; 0 by default.</summary>
    public double SizeDamping { get; init; }

    /// <summary>The edges kept from each item, 1 to 10,000; 200 by default.</summary>
    public int Neighbors { get; init; } = 200;

    /// <summary>The latest baskets of a shopper that speak, 1 to 1,000; 1 by default.</summary>
    public int Baskets { get; init; } = 1;

    /// <summary>Of a basket of more distinct items than this only the latest count; at least 2, 200 by default.</summary>
    public int LongestBasket { get; init; } = 200;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<BasketGraph> Table { get; } = new OptionTable<BasketGraph>()
        .Choice("edge", learner => learner.Edge, (learner, value) => learner with { Edge = value })
        .Number("pauseMinutes", learner => learner.Pause.TotalMinutes, (learner, value) => learner with { Pause = TimeSpan.FromMinutes(value) })
        .Number("leastWeight", learner => learner.LeastWeight, (learner, value) => learner with { LeastWeight = value })
        .Number("lift", learner => learner.Lift, (learner, value) => learner with { Lift = value })
        .Number("shrinkage", learner => learner.Shrinkage, (learner, value) => learner with { Shrinkage = value })
        .Number("sizeDamping", learner => learner.SizeDamping, (learner, value) => learner with { SizeDamping = value })
        .Whole("neighbors", learner => learner.Neighbors, (learner, value) => learner with { Neighbors = value })
        .Whole("baskets", learner => learner.Baskets, (learner, value) => learner with { Baskets = value })
        .Whole("longestBasket", learner => learner.LongestBasket, (learner, value) => learner with { LongestBasket = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        new OptionFaults()
            .Require(Enum.IsDefined(Edge), Edge, "a defined edge")
            .Require(Pause >= TimeSpan.Zero, Pause, "0 or longer")
            .Require(LeastWeight >= 0 && double.IsFinite(LeastWeight), LeastWeight, "0 or more and finite")
            .Require(Lift is >= 0 and <= 1, Lift, "0 to 1")
            .Require(Shrinkage >= 0 && double.IsFinite(Shrinkage), Shrinkage, "0 or more and finite")
            .Require(SizeDamping is >= 0 and <= 2, SizeDamping, "0 to 2")
            .Require(Neighbors is >= 1 and <= 10_000, Neighbors, "1 to 10,000")
            .Require(Baskets is >= 1 and <= 1000, Baskets, "1 to 1,000")
            .Require(LongestBasket >= 2, LongestBasket, "at least 2")
            .ThrowIfAny(Name);
        context.Cancellation.ThrowIfCancellationRequested();
        SparseRows.RequireEntries(interactions);
        var baskets = Cut(interactions).Latest(LongestBasket);
        if (baskets.Count == 0)
            return new BasketGraphModel(interactions.Items, NeighborLists.Of([.. Enumerable.Repeat<int[]>([], interactions.ItemCount)], [.. Enumerable.Repeat<float[]>([], interactions.ItemCount)]), this);
        var search = new NeighborSearch(SparseRows.Merged(baskets).Select(_ => 1), SizeDamping);
        var (own, other) = (new double[search.ItemCount], new double[search.ItemCount]);
        var all = 0.0;
        for (var basket = 0; basket < baskets.UserCount; basket++)
            all += baskets.ItemsOf(basket).IsEmpty ? 0 : 1;
        for (var item = 0; item < own.Length; item++)
        {
            var count = search.NormOf(item);
            (own[item], other[item]) = (count + Shrinkage, Powers.Of(Math.Max((count + Shrinkage) / (all + Shrinkage), double.Epsilon), Lift));
        }

        return new BasketGraphModel(interactions.Items, search.Run(Neighbors, (item, target, together) => (float)(together / own[item] / other[target]), context), this);
    }

    /// <summary>A row for each basket.</summary>
    private Interactions Cut(Interactions interactions)
    {
        var builder = new InteractionsBuilder(new IdMap(), interactions.Items);
        var (rows, pause) = (0, (long)Pause.TotalMicroseconds);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var times = interactions.TimesOf(user);
            for (var end = times.Length; end > 0;)
            {
                var start = BasketCut.StartOf(times, end, pause);
                for (var e = start; e < end; e++)
                    if (interactions.WeightsOf(user)[e] >= LeastWeight)
                        builder.Add(rows, interactions.ItemsOf(user)[e], 1, times[e]);
                rows++;
                end = start;
            }
        }

        return builder.Build();
    }
}
