using Kirana.Recommend.Options;

namespace Kirana.Recommend.Reranking;

/// <summary>Makes a list of candidates: the best of them under the shop's rules, not all of one kind, with a place or two for what is new.</summary>
/// <remarks>
/// <para>Places are filled from the top. A pinned place takes the first item of its rule that may be listed; an exploring place takes a new item by
/// Thompson sampling; every other place takes the candidate with the highest</para>
/// <para>(1 − w)·f·s·r + w·d + c·(K(S) − K(S ∪ {i})) + n·ν ,</para>
/// <para>with the relevance r = (score − lowest) / (highest − lowest) of the candidates, the factor f of the rules, and s = 2^(−n/h) after n
/// times shown in vain. d is −max sim(i, j) over the items j ∈ S listed so far (Carbonell and Goldstein, "The use of MMR", SIGIR 1998), or
/// log det of what i adds to their similarities (Chen, Zhang and Zhou, "Fast greedy MAP inference for determinantal point process",
/// NeurIPS 2018, algorithm 1 and equation 12). K is the divergence of the list's departments from the history's (Steck, "Calibrated
/// recommendations", RecSys 2018, equations 3 and 4, α = 0.01), and ν is how little known the item is, by <see cref="ItemNovelty"/>.</para>
/// <para>Rules hold for every list: what is excluded is never listed, and no cap is exceeded, by pinned and explored items neither.</para>
/// </remarks>
public sealed record Reranker
{
    /// <summary>Lists that rules alone change: nothing is done for diversity, taste, novelty, freshness or new items.</summary>
    public static Reranker RulesOnly { get; } = new() { Diversity = DiversityMethod.None, DiversityWeight = 0, FatigueHalf = double.PositiveInfinity };

    /// <summary>The candidates that are looked at, 1 to 10,000; 500 by default.</summary>
    public int Window { get; init; } = 500;

    /// <summary>How a list is kept from showing the same thing many times; by marginal relevance by default.</summary>
    public DiversityMethod Diversity { get; init; } = DiversityMethod.MarginalRelevance;

    /// <summary>w, how much diversity weighs against relevance, 0 to 1; 0.2 by default.</summary>
    public double DiversityWeight { get; init; } = 0.2;

    /// <summary>c, how much the mixture of departments weighs, 0 to 10; 0 by default: not at all.</summary>
    public double CalibrationWeight { get; init; }

    /// <summary>n, how much it weighs that an item is little known, 0 to 10; 0 by default: not at all.</summary>
    public double NoveltyWeight { get; init; }

    /// <summary>h, after how many times shown in vain an item's relevance is half, positive; infinite for never; 5 by default.</summary>
    public double FatigueHalf { get; init; } = 5;

    /// <summary>The places kept for new items, from 1; none by default.</summary>
    public IReadOnlyList<int> ExplorationPlaces { get; init; } = [];

    /// <summary>Makes a list.</summary>
    /// <param name="request">What it is made from.</param>
    /// <param name="list">Takes the items' indices, best first; its length is the most that are listed.</param>
    /// <param name="trace">Takes how each item came to its place; not filled if <see langword="null"/>.</param>
    /// <returns>The number of items listed: fewer than asked for if rules leave no more.</returns>
    /// <remarks>Allocates nothing without a trace. Costs candidates × places similarities.</remarks>
    /// <exception cref="ArgumentException">An option is out of its range, or spans that belong together differ in length.</exception>
    public int Make(in RerankRequest request, Span<int> list, ICollection<PlaceTrace>? trace = null)
    {
        if (!IsInRange)
            Check();
        CheckLengths(request);
        using var making = new ListMaking(this, request, list);
        return making.Run(trace);
    }

    /// <summary>Looked at before each list, so without garbage.</summary>
    private bool IsInRange => Window is >= 1 and <= 10_000 && Enum.IsDefined(Diversity) && DiversityWeight is >= 0 and <= 1
        && CalibrationWeight is >= 0 and <= 10 && NoveltyWeight is >= 0 and <= 10 && FatigueHalf > 0 && LowestExplorationPlace >= 1;

    private int LowestExplorationPlace
    {
        get
        {
            var lowest = int.MaxValue;
            for (var i = 0; i < ExplorationPlaces.Count; i++)
                lowest = Math.Min(lowest, ExplorationPlaces[i]);
            return lowest;
        }
    }

    private void Check() => new OptionFaults()
        .Require(Window is >= 1 and <= 10_000, Window, "1 to 10,000")
        .Require(Enum.IsDefined(Diversity), Diversity, "a defined method")
        .Require(DiversityWeight is >= 0 and <= 1, DiversityWeight, "0 to 1")
        .Require(CalibrationWeight is >= 0 and <= 10, CalibrationWeight, "0 to 10")
        .Require(NoveltyWeight is >= 0 and <= 10, NoveltyWeight, "0 to 10")
        .Require(FatigueHalf > 0, FatigueHalf, "positive")
        .Require(LowestExplorationPlace >= 1, LowestExplorationPlace, "1 or more")
        .ThrowIfAny(nameof(Reranker));

    private static void CheckLengths(in RerankRequest request)
    {
        if (request.Items.Length != request.Scores.Length)
            throw new ArgumentException($"There are {request.Items.Length} candidates and {request.Scores.Length} scores.", nameof(request));
        if (!request.ShownInVain.IsEmpty && request.ShownInVain.Length != request.Items.Length)
            throw new ArgumentException($"There are {request.Items.Length} candidates and {request.ShownInVain.Length} counts of impressions.", nameof(request));
        if (!request.Novelty.IsEmpty && request.Novelty.Length != request.Rules.Traits.Items.Count)
            throw new ArgumentException($"There are {request.Rules.Traits.Items.Count} items and {request.Novelty.Length} novelties.", nameof(request));
        if (request.History.Length != request.HistoryWeights.Length)
            throw new ArgumentException($"A history of {request.History.Length} items has {request.HistoryWeights.Length} weights.", nameof(request));
        if (request.NewItems.Length != request.NewChances.Length)
            throw new ArgumentException($"There are {request.NewItems.Length} new items and {request.NewChances.Length} chances.", nameof(request));
    }
}
