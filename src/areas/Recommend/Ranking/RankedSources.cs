using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Learn.Boosting;
using Kirana.Learn.Objectives;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Features;
using Kirana.Recommend.Graphs;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Options;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Search;

namespace Kirana.Recommend.Ranking;

/// <summary>Learns to put the candidates of several sources into order: what the shop's own past says of when which source is right.</summary>
/// <remarks>
/// <para>For each of <see cref="Periods"/> past periods the sources are fitted on what came before it; shoppers of that time are asked, and a
/// candidate is relevant if the shopper bought it within the period. Boosted trees learn the order by LambdaMART (Burges, "From RankNet to
/// LambdaRank to LambdaMART", 2010, §7). At last the sources are fitted on everything.</para>
/// <para>Every shopper is asked twice: of all items, and of those not bought before, since shops show lists of both kinds.</para>
/// </remarks>
public sealed record RankedSources : IRecommenderLearner
{
    /// <summary>The code of the error that no past period can be learnt from.</summary>
    public const string TooLittleHistory = "too-little-history";

    internal const string ModelKind = "ranked-sources";

    private static readonly OptionTable<RankedSources> s_table = new OptionTable<RankedSources>()
        .Integer("candidates", own => own.Candidates, (own, value) => own with { Candidates = value })
        .Integer("periodDays", own => own.PeriodDays, (own, value) => own with { PeriodDays = value })
        .Integer("periods", own => own.Periods, (own, value) => own with { Periods = value })
        .Integer("shoppers", own => own.Shoppers, (own, value) => own with { Shoppers = value })
        .Integer("draws", own => own.Draws, (own, value) => own with { Draws = value })
        .Integer("cutoff", own => own.Cutoff, (own, value) => own with { Cutoff = value })
        .Number("tailWeight", own => own.TailWeight, (own, value) => own with { TailWeight = value })
        .Integer("trees", own => own.Trees.Trees, (own, value) => own with { Trees = own.Trees with { Trees = value } })
        .Integer("leaves", own => own.Trees.Leaves, (own, value) => own with { Trees = own.Trees with { Leaves = value } })
        .Number("learningRate", own => own.Trees.LearningRate, (own, value) => own with { Trees = own.Trees with { LearningRate = value } })
        .Integer("minRowsPerLeaf", own => own.Trees.MinRowsPerLeaf, (own, value) => own with { Trees = own.Trees with { MinRowsPerLeaf = value } });

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>Where candidates come from, at least one; random walks, item neighbours, factors and what is popular lately by default.</summary>
    public IReadOnlyList<IRecommenderLearner> Sources { get; init; } = [new RandomWalk(), new ItemNeighbors(), new ImplicitAls(), new RecencyPopular()];

    /// <summary>The candidates that are put into order, besides items of the history, 10 to 5,000; 500 by default.</summary>
    public int Candidates { get; init; } = 500;

    /// <summary>The length of a past period in days, at least 1; 30 by default.</summary>
    public int PeriodDays { get; init; } = 30;

    /// <summary>The past periods learnt from, 1 to 12; 2 by default. Those with nothing before them are left out.</summary>
    public int Periods { get; init; } = 2;

    /// <summary>The most shoppers asked in a period, 10 to 1,000,000; 3,000 by default. Where there are more and departments are known, shoppers are drawn by
    /// the department they bought most from: in proportion, and a few of each.</summary>
    public int Shoppers { get; init; } = 3000;

    /// <summary>How often the candidates that were not bought are drawn, 1 to 10; 2 by default. Each draw is of its share of them and teaches <see cref="Trees"/> of its own,
    /// whose mean is the order: what the luck of a draw makes of trees differs from one to the other.</summary>
    public int Draws { get; init; } = 2;

    /// <summary>How the order is learnt from a draw; 40 trees of 15 leaves at a rate of 0.12 by default, for the first 10 places. The objective is always LambdaMART. A leaf holds
    /// rows of five lists at least, or a thirtieth of all rows if those are fewer: smaller leaves make of a few lists what the next training makes otherwise.</summary>
    public GradientBoosting Trees { get; init; } = new() { Trees = 40, Leaves = 15, LearningRate = 0.12, MinRowsPerLeaf = 50 };

    /// <summary>The places of a list that count, 1 to 100; 10 by default.</summary>
    public int Cutoff { get; init; } = 10;

    /// <summary>β, how much more a rare item counts where it was bought, 0 to 1; 0 by default: all alike.</summary>
    /// <remarks>A row that was bought weighs (users of the item + 1)^−β, relative to the mean of such rows: the inverse of its propensity, which counts back that what few
    /// know is seldom met (Jain, Prabhu and Varma, "Extreme multi-label loss functions", KDD 2016, §4; ours is a plain power). Chances are learnt without it.</remarks>
    public double TailWeight { get; init; }

    /// <summary>What a list is to bring besides purchases in the right order; <see langword="null"/>, the default, for nothing else.</summary>
    /// <remarks>Then <see cref="Heads"/> learn from the same candidates how likely each is bought. The earlier periods teach, the latest
    /// calibrates and teaches. With the order's weight alone heads are learnt but do not move anything. Who buys nothing in a period is in no row, so a chance is that of a shopper who buys something.</remarks>
    public ObjectiveMix? Mix { get; init; }

    /// <summary>How chances are learnt where there is a <see cref="Mix"/>. A leaf holds rows of twenty shoppers at least, or a thirtieth of all rows if those are
    /// fewer, as boosting counts rows (by second derivatives): the rows of one shopper share what is known of the shopper, and smaller leaves learn by heart who bought.</summary>
    public OutcomeHeads Heads { get; init; } = new();

    /// <summary>What shoppers did besides buying, for heads of clicks and carts; the weight of an event is its stage: 1 a click, 2 the cart, 3 a purchase.
    /// <see langword="null"/>, the default, if only purchases are known. Not an option but data.</summary>
    public Interactions? Stages { get; init; }

    /// <summary>What became of items, whoever dealt with them, as <see cref="ItemRates.Of"/> takes it: impressions, clicks, views, purchases and returns; what was taken back is a feature.
    /// <see langword="null"/>, the default, if it is not known. Not an option but data.</summary>
    public Interactions? Log { get; init; }

    /// <summary>What shoppers said of items: ratings, wishes, and how long they looked; the weight of an event is the <see cref="Opinion.Code"/> of an <see cref="Opinion"/>.
    /// <see langword="null"/>, the default, if nothing is known. Not an option but data.</summary>
    public Interactions? Opinions { get; init; }

    /// <summary>Festivals of the past and to come, such as those of the shop's market; none by default. Not an option but data.</summary>
    public IReadOnlyList<Festival> Festivals { get; init; } = [];

    /// <summary>What is known of items, over a map with the same ids; <see langword="null"/>, the default, if nothing is. Not an option but data:
    /// it is not among <see cref="Options"/>.</summary>
    public ItemTraits? Traits { get; init; }

    /// <inheritdoc/>
    public string Options => s_table.Write(this, json =>
    {
        if (Mix is not null)
        {
            json.WritePropertyName("mix");
            json.WriteRawValue(ObjectiveMix.Table.Write(Mix));
        }

        json.WriteStartArray("sources");
        foreach (var source in Sources)
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WritePropertyName("options");
            json.WriteRawValue(source.Options);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <returns><see langword="null"/> if a source's learner is unknown.</returns>
    internal static RankedSources? Read(JsonElement json)
    {
        var learner = s_table.Read(json, new RankedSources { Mix = json.TryGetProperty("mix", out var mix) ? ObjectiveMix.Table.Read(mix, new ObjectiveMix()) : null });
        if (!json.TryGetProperty("sources", out var kept))
            return learner;
        var sources = new List<IRecommenderLearner>();
        foreach (var source in kept.EnumerateArray())
            if (RecommenderLearners.Restore(source.GetProperty("name").GetString()!, source.GetProperty("options")) is { } known)
                sources.Add(known);
            else
                return null;
        return learner with { Sources = sources };
    }

    /// <inheritdoc/>
    /// <exception cref="DataException"><see cref="TooLittleHistory"/>: no past period has shoppers who bought before it and in it.</exception>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var traits = Traits is null || ReferenceEquals(Traits.Items, interactions.Items) ? Traits : Traits.Over(interactions.Items);
        var rows = new RankingRows(this);
        var end = EndOf(interactions);
        for (var period = 1; period <= Periods; period++)
        {
            context.Progress?.Report(new FitProgress("periods", period - 1, Periods + 2));
            rows.Add(interactions, end - period * PeriodDays * TimeSpan.MicrosecondsPerDay, traits, context with { Progress = null });
        }

        if (rows.Count == 0)
            throw new DataException($"None of the last {Periods} periods of {PeriodDays} days has a shopper who dealt with items before it and with a candidate in it.")
            {
                Code = TooLittleHistory, Hint = "Import more history, or use a recipe that does not learn from past periods.",
            };
        context.Progress?.Report(new FitProgress("trees", Periods, Periods + 2));
        var (order, quiet) = (rows.Trees with { Objective = Objective.LambdaMart(Cutoff) }, context with { Progress = null, Validation = null });
        var trees = BoostedTrees.Mean([.. rows.ToData().Select(data => order.Fit(data, quiet))]);
        context.Progress?.Report(new FitProgress("sources", Periods + 1, Periods + 2));
        var heads = Mix is null ? null : new MixedHeads(rows.Heads.Fit(rows.Outcomes, context), Mix, traits);
        return new RankedSourcesModel(
            FitSources(interactions, context with { Progress = null }), PairFeatures.Of(interactions, Log, Opinions, Festivals, traits, end), trees, heads, Candidates, Options);
    }

    /// <summary>Fits every source; among many items one of factors gets an index.</summary>
    internal IRecommender[] FitSources(Interactions interactions, FitContext context) =>
        [.. Sources.Select(source => FactorSearch.Indexed(source.Fit(interactions, context), interactions, context))];

    /// <summary>The moment after the last event, in UTC microseconds.</summary>
    internal static long EndOf(Interactions interactions)
    {
        var end = long.MinValue;
        for (var user = 0; user < interactions.UserCount; user++)
            foreach (var time in interactions.TimesOf(user))
                end = Math.Max(end, time + 1);
        return end;
    }

    private void Check()
    {
        var faults = new OptionFaults()
            .Require(Sources.Count >= 1, Sources.Count, "at least 1")
            .Require(Candidates is >= 10 and <= 5000, Candidates, "10 to 5,000")
            .Require(PeriodDays >= 1, PeriodDays, "at least 1")
            .Require(Periods is >= 1 and <= 12, Periods, "1 to 12")
            .Require(Shoppers is >= 10 and <= 1_000_000, Shoppers, "10 to 1,000,000")
            .Require(Draws is >= 1 and <= 10, Draws, "1 to 10")
            .Require(Cutoff is >= 1 and <= 100, Cutoff, "1 to 100")
            .Require(TailWeight is >= 0 and <= 1, TailWeight, "0 to 1");
        (Mix?.Check(faults) ?? faults).ThrowIfAny(Name);
    }
}
