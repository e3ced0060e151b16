using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Graphs;

/// <summary>Smooths a shopper's history over the graph of users and items: a low-pass filter whose strong directions are found by a
/// truncated decomposition, and whose weak ones pass in proportion.</summary>
/// <remarks>
/// <para>S = NᵀN with N(u, i) = v(u, i) / (|I(u)|^(γ/2) · n(i)^β), n the number of an item's users, |I(u)| that of a user's items and
/// v = log₂(1 + weight). S = Σ_k σ_k·v_k·v_kᵀ, σ_1 the greatest. A history r scores
/// score(j) = n(j)^δ · Σ_i r(i) · n(i)^(−α) · h(S)(i, j), with h(σ) = σ / (σ + λ·σ_1) + φ·[σ ≥ σ_K], K = <see cref="Factors"/>.</para>
/// <para>With λ infinite and φ = 0.3 this is the filter of Shen, Wu, Zhang, Shan, Zhang, Letaief and Li, "How powerful is graph
/// convolution for recommendation?", CIKM 2021, §4 (linear and ideal low-pass); the first term alone is the closed-form linear model
/// without its constraint, in the space where degrees are taken out (compare <see cref="Linear.LinearItems"/>), and it saturates as
/// the sharpening of Choi, Hong, Park and Cho, "Blurring-sharpening process models for collaborative filtering", SIGIR 2023,
/// equations 9 and 13, does. We differ in the exponents, which those papers fix at ½.</para>
/// <para>Weak directions, σ below σ_K, get h(σ_K) / σ_K · σ, to first order what h gives them; so S itself adds them, and no matrix
/// of items by items is inverted. The cost is K · (events · 10 + items²) multiply-adds and items · K · 12 bytes.</para>
/// </remarks>
public sealed record GraphFilter : IRecommenderLearner
{
    internal const string ModelKind = "graph-filter";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>K, the strong directions, 1 to 2,048; 256 by default. Fewer where users or items are fewer.</summary>
    public int Factors { get; init; } = 256;

    /// <summary>λ, in units of the greatest eigenvalue; positive, 0.25 by default. Infinite means a linear filter, h(σ) = σ.</summary>
    public double Regularization { get; init; } = 0.25;

    /// <summary>φ, what the strong directions get beside, 0 to 10; 0 by default.</summary>
    public double Ideal { get; init; }

    /// <summary>γ, how much less a user of many items says, 0 to 2; 0.75 by default.</summary>
    public double ActivityDamping { get; init; } = 0.75;

    /// <summary>β, how far popularity is taken out of the graph, 0 to 1; 0.35 by default.</summary>
    public double PopularityDamping { get; init; } = 0.35;

    /// <summary>α, how much less a popular item of a history says, −1 to 1; 0.25 by default.</summary>
    public double HistoryDamping { get; init; } = 0.25;

    /// <summary>δ, how much of its popularity a candidate gets back, −1 to 1; 0.35 by default. δ = β undoes the graph's.</summary>
    public double CandidatePopularity { get; init; } = 0.35;

    /// <summary>The weights kept for each item, 1 to 10,000; 1,000 by default.</summary>
    public int Entries { get; init; } = 1000;

    /// <summary>The number of later events after which an event of a history counts half; positive, infinite (age does not matter) by default.</summary>
    public double HistoryHalfLife { get; init; } = double.PositiveInfinity;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<GraphFilter> Table { get; } = new OptionTable<GraphFilter>()
        .Whole("factors", learner => learner.Factors, (learner, value) => learner with { Factors = value })
        .NumberOrInfinity("regularization", learner => learner.Regularization, (learner, value) => learner with { Regularization = value })
        .Number("ideal", learner => learner.Ideal, (learner, value) => learner with { Ideal = value })
        .Number("activityDamping", learner => learner.ActivityDamping, (learner, value) => learner with { ActivityDamping = value })
        .Number("popularityDamping", learner => learner.PopularityDamping, (learner, value) => learner with { PopularityDamping = value })
        .Number("historyDamping", learner => learner.HistoryDamping, (learner, value) => learner with { HistoryDamping = value })
        .Number("candidatePopularity", learner => learner.CandidatePopularity, (learner, value) => learner with { CandidatePopularity = value })
        .Whole("entries", learner => learner.Entries, (learner, value) => learner with { Entries = value })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var values = SparseRows.Merged(interactions.Latest(LongestHistory)).Select(weight => (float)(Elementary.Log(1.0 + weight) / Elementary.Log(2.0)));
        var graph = new NormalizedGraph(values, ActivityDamping, PopularityDamping);
        var width = Math.Min(Factors, graph.MostDirections);
        if ((long)Math.Max(values.RowCount, values.ColumnCount) * width > Array.MaxLength)
            throw new ArgumentException($"{Name}: {Math.Max(values.RowCount, values.ColumnCount)} users or items of {width} factors are more than one array holds ({Array.MaxLength}); lower Factors.");
        var basis = SpectralBasis.Of(graph, width, context);
        // The signal of an item is the item alone; of one without users, nothing.
        var known = Enumerable.Range(0, graph.ItemCount).Select(item => graph.Degrees[item] > 0).ToArray();
        var signals = NeighborLists.Of(
            [.. known.Select((isKnown, item) => isKnown ? new[] { item } : [])],
            [.. known.Select((isKnown, item) => isKnown ? new[] { (float)(1 / Powers.Of(graph.Degrees[item], HistoryDamping)) } : [])]);
        var to = Array.ConvertAll(graph.Degrees, degree => (float)Powers.Of(Math.Max(1, degree), CandidatePopularity));
        var lists = new FilteredRows(graph, basis, new FilterResponse(Regularization, Ideal)).Of(signals, to, mix: null, Entries, context);
        return new ItemNeighborsModel(ModelKind, interactions.Items, lists, HistoryHalfLife, Options);
    }

    private void Check() => new OptionFaults()
        .Require(Factors is >= 1 and <= 2048, Factors, "1 to 2,048")
        .Require(Regularization > 0, Regularization, "positive")
        .Require(Ideal is >= 0 and <= 10, Ideal, "0 to 10")
        .Require(ActivityDamping is >= 0 and <= 2, ActivityDamping, "0 to 2")
        .Require(PopularityDamping is >= 0 and <= 1, PopularityDamping, "0 to 1")
        .Require(HistoryDamping is >= -1 and <= 1, HistoryDamping, "-1 to 1")
        .Require(CandidatePopularity is >= -1 and <= 1, CandidatePopularity, "-1 to 1")
        .Require(Entries is >= 1 and <= 10_000, Entries, "1 to 10,000")
        .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .ThrowIfAny(Name);
}
