using System.Runtime.InteropServices;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Features;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Ranking;

/// <summary>Collects rows to learn an order from: candidates of past shoppers, and whether each was bought in the period that followed.</summary>
/// <param name="learner">The sources and limits.</param>
internal sealed class RankingRows(RankedSources learner)
{
    private const int ShoppersOfLeaf = 20;
    private const int LeavesOfAll = 30;

    /// <summary>Shoppers of a small department that are asked too, so that the order is not learnt from the large ones alone.</summary>
    private const int LeastOfDepartment = 20;

    private readonly string[] _names = CandidateSet.NamesOf(learner.Sources.Select(source => source.Name));
    private readonly List<RequestRows> _requests = [];
    private Interactions? _looks;

    /// <summary>All candidates and whether each was bought, if they are asked for.</summary>
    public OutcomeRows Outcomes { get; } = new(CandidateSet.NamesOf(learner.Sources.Select(source => source.Name)));

    /// <summary>The learner of chances, its leaves as large as <see cref="RankedSources.Heads"/> tells.</summary>
    public OutcomeHeads Heads
    {
        get
        {
            var least = (int)Math.Min((long)ShoppersOfLeaf * Outcomes.Count / _requests.Count, Outcomes.Count / LeavesOfAll);
            return learner.Heads with { Trees = learner.Heads.Trees with { MinRowsPerLeaf = Math.Max(learner.Heads.Trees.MinRowsPerLeaf, least) } };
        }
    }

    /// <summary>The number of rows.</summary>
    public int Count => _requests.Sum(request => request.Labels.Count);

    /// <summary>Adds the shoppers of one period.</summary>
    /// <param name="interactions">All events.</param>
    /// <param name="from">The first moment of the period in UTC microseconds. Features and sources know nothing of it or of what came later.</param>
    /// <param name="traits">What is known of items, or <see langword="null"/>.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    public void Add(Interactions interactions, long from, ItemTraits? traits, FitContext context)
    {
        var split = TemporalSplit.At(interactions, from, from + learner.PeriodDays * TimeSpan.MicrosecondsPerDay, repeats: true);
        if (split.Train.Count == 0 || split.Known.Count == 0)
            return;
        _looks ??= learner.Stages is null ? null : Looks.Over(learner.Stages, interactions);
        var asked = traits is { DepartmentCount: > 1 }
            ? split.Known.Stratified(learner.Shoppers, LeastOfDepartment, request => DepartmentOf(split.Known.TargetsOf(request), traits))
            : split.Known.Thinned(learner.Shoppers);
        var cases = asked.WithLooks(_looks);
        var sources = learner.FitSources(split.Train, context);
        var features = PairFeatures.Of(split.Train, learner.Log, learner.Festivals, traits, from);
        var weights = new float[learner.TailWeight > 0 ? interactions.ItemCount : 0];
        for (var item = 0; item < weights.Length; item++)
            weights[item] = (float)Elementary.Exp(-learner.TailWeight * features.Activity.UsersOf(item));
        var reached = new ReachedStages(learner.Stages, interactions.Items);
        var (rows, drawn) = (new RequestRows[cases.Count], (ulong)_requests.Count);
        Blocks.Run(cases.Count, 16, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var request = start; request < end; request++)
            {
                rows[request] = new RequestRows(_names.Length);
                using var candidates = new CandidateSet(sources, features, cases.ShopperOf(request), learner.Candidates);
                foreach (var knownToo in (ReadOnlySpan<bool>)[true, false])
                    rows[request].Add(candidates, cases.TargetsOf(request), knownToo, weights, new RandomStream(context.Seed, 2 * (drawn + (ulong)request) + (knownToo ? 0UL : 1UL)));
                if (learner.Mix is not null)
                    rows[request].AddOutcomes(candidates, reached.Of(cases, request, from, from + learner.PeriodDays * TimeSpan.MicrosecondsPerDay), new RandomStream(context.Seed, ~(drawn + (ulong)request)));
            }
        });
        _requests.AddRange(rows);
        foreach (var request in rows)
            for (var i = 0; i < request.Outcomes.Count; i++)
                Outcomes.Add(CollectionsMarshal.AsSpan(request.OutcomeFeatures).Slice(i * _names.Length, _names.Length), request.Outcomes[i].Stage, from, request.Outcomes[i].Weight);
    }

    /// <summary>The department that most of what was bought is of; of equal ones the one with the lower number.</summary>
    private static int DepartmentOf(ReadOnlySpan<int> bought, ItemTraits traits)
    {
        var counts = new int[traits.DepartmentCount];
        foreach (var item in bought)
            counts[traits.Departments[item]]++;
        return Array.IndexOf(counts, counts.Max());
    }

    /// <summary>The rows as a table whose groups are lists.</summary>
    public TabularData ToData()
    {
        var columns = new List<Column>(_names.Length + 2);
        var values = new float[Count];
        for (var feature = 0; feature < _names.Length; feature++)
        {
            var row = 0;
            foreach (var request in _requests)
                for (var i = 0; i < request.Labels.Count; i++)
                    values[row++] = request.Features[i * _names.Length + feature];
            columns.Add(new NumberColumn(_names[feature], values));
        }

        columns.Add(new NumberColumn("relevant", [.. _requests.SelectMany(request => request.Labels)]));
        columns.Add(new NumberColumn("list", [.. _requests.SelectMany(request => request.Sizes).SelectMany((size, list) => Enumerable.Repeat((float)list, size))]));
        if (learner.TailWeight == 0)
            return new TabularData(new Table(columns), "relevant", group: "list");
        float[] weights = [.. _requests.SelectMany(request => request.Labels.Zip(request.Weights))
            .Select(row => row.First > 0 ? row.Second : float.NaN)];
        var mean = (float)weights.Where(weight => !float.IsNaN(weight)).Average(weight => (double)weight);
        columns.Add(new NumberColumn("weight", Array.ConvertAll(weights, weight => float.IsNaN(weight) ? 1 : weight / mean)));
        return new TabularData(new Table(columns), "relevant", weight: "weight", group: "list");
    }
}
