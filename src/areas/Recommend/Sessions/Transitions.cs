using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Sessions;

/// <summary>A linear model of sequences: what follows the latest items, smoothed over the graph of users and items.</summary>
/// <remarks>
/// <para>C(i, j) = Σ over pairs of events of one user, j after i, of w(i)·w(j)·2^(−(d − 1) / half-life), d the distance in events; pairs
/// with j before i count <see cref="Backward"/> as much. With Ĉ(i, j) = C(i, j) / (n(i)^α · n(j)^β), n the number of an item's
/// users, a history r scores Σ_i r(i)·(Ĉ_i + μ·c_i·Ĉ_i·h(S)), where h(S) is the low-pass filter of <see cref="GraphFilter"/>, c_i brings
/// the mean of the ten greatest values of Ĉ_i·h(S) to that of Ĉ_i, and r fades with the age of events. The windows of sources and
/// targets that fade with distance are those of Choi, Kim, Lee, Shim and Lee, "Session-aware linear item-item models for
/// session-based recommendation", WWW 2021, §3.3.</para>
/// <para>We differ in what comes after counting: that paper solves (SᵀS + λI)⁻¹·SᵀT, which takes from a count what other items
/// explain already. On histories of a few events among thousands of items the counts are too few to be divided up, and passing
/// them on to similar items finds more (Amazon Beauty, validation items, Recall@10: counts 0.100, solved 0.102, passed on 0.105).</para>
/// </remarks>
public sealed record Transitions : IRecommenderLearner
{
    internal const string ModelKind = "transitions";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>The events before and after one that count, 1 to 1,000; 20 by default.</summary>
    public int Reach { get; init; } = 20;

    /// <summary>The distance in events at which a pair counts half; positive, 6 by default.</summary>
    public double DistanceHalfLife { get; init; } = 6;

    /// <summary>What an item before counts, in units of one after, 0 to 1; 0.5 by default.</summary>
    public double Backward { get; init; } = 0.5;

    /// <summary>α, how much less a popular item of the history says, 0 to 1; 0.5 by default.</summary>
    public double HistoryDamping { get; init; } = 0.5;

    /// <summary>β, how much less a popular candidate gets, 0 to 1; 0.3 by default.</summary>
    public double CandidateDamping { get; init; } = 0.3;

    /// <summary>μ, how much of the smoothed counts is added, 0 to 1,000; 1 by default. 0 means counts alone.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>K, the strong directions of the graph, 1 to 2,048; 128 by default.</summary>
    public int Factors { get; init; } = 128;

    /// <summary>λ of the filter, in units of the greatest eigenvalue; positive, 0.1 by default.</summary>
    public double Regularization { get; init; } = 0.1;

    /// <summary>The weights kept for each item, 1 to 10,000; 1,000 by default.</summary>
    public int Entries { get; init; } = 1000;

    /// <summary>The number of later events after which an event of a history counts half; positive, 1.5 by default.</summary>
    public double HistoryHalfLife { get; init; } = 1.5;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <inheritdoc/>
    public string Options => Table.Write(this);

    /// <summary>The options by name.</summary>
    internal static OptionTable<Transitions> Table { get; } = new OptionTable<Transitions>()
        .Whole("reach", learner => learner.Reach, (learner, value) => learner with { Reach = value })
        .Number("distanceHalfLife", learner => learner.DistanceHalfLife, (learner, value) => learner with { DistanceHalfLife = value })
        .Number("backward", learner => learner.Backward, (learner, value) => learner with { Backward = value })
        .Number("historyDamping", learner => learner.HistoryDamping, (learner, value) => learner with { HistoryDamping = value })
        .Number("candidateDamping", learner => learner.CandidateDamping, (learner, value) => learner with { CandidateDamping = value })
        .Number("smoothing", learner => learner.Smoothing, (learner, value) => learner with { Smoothing = value })
        .Whole("factors", learner => learner.Factors, (learner, value) => learner with { Factors = value })
        .Number("regularization", learner => learner.Regularization, (learner, value) => learner with { Regularization = value })
        .Whole("entries", learner => learner.Entries, (learner, value) => learner with { Entries = value })
        .NumberOrInfinity("historyHalfLife", learner => learner.HistoryHalfLife, (learner, value) => learner with { HistoryHalfLife = value })
        .Whole("longestHistory", learner => learner.LongestHistory, (learner, value) => learner with { LongestHistory = value });

    /// <inheritdoc/>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        context.Cancellation.ThrowIfCancellationRequested();
        var latest = interactions.Latest(LongestHistory);
        var values = SparseRows.Merged(latest).Select(weight => (float)(Elementary.Log(1.0 + weight) / Elementary.Log(2.0)));
        // The exponents that GraphFilter has by default: the filter is the same whatever is sent through it.
        var defaults = new GraphFilter();
        var graph = new NormalizedGraph(values, defaults.ActivityDamping, defaults.PopularityDamping);
        var counts = new OrderedPairs(latest, Reach, DistanceHalfLife, Backward)
            .Counts(Damped(graph.Degrees, HistoryDamping), Damped(graph.Degrees, CandidateDamping), context);
        var width = Smoothing == 0 ? 1 : Math.Min(Factors, graph.MostDirections);
        var to = new float[graph.ItemCount];
        Array.Fill(to, 1);
        var lists = new FilteredRows(graph, SpectralBasis.Of(graph, width, context), new FilterResponse(Regularization, Ideal: 0))
            .Of(counts, to, Smoothing, Entries, context);
        return new ItemNeighborsModel(ModelKind, interactions.Items, lists, HistoryHalfLife, Options);
    }

    private static float[] Damped(int[] degrees, double exponent) =>
        Array.ConvertAll(degrees, degree => (float)(1 / Powers.Of(Math.Max(1, degree), exponent)));

    private void Check() => new OptionFaults()
        .Require(Reach is >= 1 and <= 1000, Reach, "1 to 1,000")
        .Require(DistanceHalfLife > 0, DistanceHalfLife, "positive")
        .Require(Backward is >= 0 and <= 1, Backward, "0 to 1")
        .Require(HistoryDamping is >= 0 and <= 1, HistoryDamping, "0 to 1")
        .Require(CandidateDamping is >= 0 and <= 1, CandidateDamping, "0 to 1")
        .Require(Smoothing is >= 0 and <= 1000, Smoothing, "0 to 1,000")
        .Require(Factors is >= 1 and <= 2048, Factors, "1 to 2,048")
        .Require(Regularization > 0, Regularization, "positive")
        .Require(Entries is >= 1 and <= 10_000, Entries, "1 to 10,000")
        .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .ThrowIfAny(Name);
}
