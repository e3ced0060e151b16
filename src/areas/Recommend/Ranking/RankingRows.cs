using System.Runtime.InteropServices;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;
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
    private const int ListsOfLeaf = 5;
    private const int ShoppersOfLeaf = 20;
    private const int LeavesOfAll = 30;

    /// <summary>Shoppers of a small department that are asked too, so that the order is not learnt from the large ones alone.</summary>
    private const int LeastOfDepartment = 20;

    /// <summary>So many streams of random numbers are kept for each draw, two for each request.</summary>
    private const int DrawShift = 40;

    private readonly string[] _names = CandidateSet.NamesOf(learner.Sources.Select(source => source.Name));
    private readonly List<RequestRows>[] _draws = [.. Enumerable.Range(0, learner.Draws).Select(_ => new List<RequestRows>())];
    private Interactions? _looks;
    private Interactions? _opinions;

    /// <summary>All candidates and whether each was bought, if they are asked for.</summary>
    public OutcomeRows Outcomes { get; } = new(CandidateSet.NamesOf(learner.Sources.Select(source => source.Name)));

    /// <summary>The learner of the order, its leaves as large as <see cref="RankedSources.Trees"/> tells.</summary>
    public GradientBoosting Trees => learner.Trees with { MinRowsPerLeaf = LeastRows(learner.Trees, ListsOfLeaf, Count, _draws[0].Sum(request => request.Sizes.Count)) };

    /// <summary>The learner of chances, its leaves as large as <see cref="RankedSources.Heads"/> tells.</summary>
    public OutcomeHeads Heads =>
        learner.Heads with { Trees = learner.Heads.Trees with { MinRowsPerLeaf = LeastRows(learner.Heads.Trees, ShoppersOfLeaf, Outcomes.Count, _draws[0].Count) } };

    /// <summary>The number of rows of one draw.</summary>
    public int Count => CountOf(_draws[0]);

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
        _opinions ??= learner.Opinions is null ? null : Opinions.Over(learner.Opinions, interactions);
        var asked = traits is { DepartmentCount: > 1 }
            ? split.Known.Stratified(learner.Shoppers, LeastOfDepartment, request => DepartmentOf(split.Known.TargetsOf(request), traits))
            : split.Known.Thinned(learner.Shoppers);
        var cases = asked.WithLooks(_looks).WithOpinions(_opinions);
        var sources = learner.FitSources(split.Train, context);
        var features = PairFeatures.Of(split.Train, learner.Log, learner.Opinions, learner.Festivals, traits, from);
        var weights = new float[learner.TailWeight > 0 ? interactions.ItemCount : 0];
        for (var item = 0; item < weights.Length; item++)
            weights[item] = (float)Elementary.Exp(-learner.TailWeight * features.Activity.UsersOf(item));
        var reached = new ReachedStages(learner.Stages, interactions.Items);
        var (rows, drawn) = (_draws.Select(_ => new RequestRows[cases.Count]).ToArray(), (ulong)_draws[0].Count);
        Blocks.Run(cases.Count, 16, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var request = start; request < end; request++)
            {
                using var candidates = new CandidateSet(sources, features, cases.ShopperOf(request), learner.Candidates);
                for (var draw = 0; draw < rows.Length; draw++)
                {
                    rows[draw][request] = new RequestRows(_names.Length);
                    foreach (var knownToo in (ReadOnlySpan<bool>)[true, false])
                        rows[draw][request].Add(candidates, cases.TargetsOf(request), knownToo, weights, rows.Length, StreamOf(draw, drawn + (ulong)request, knownToo, context.Seed));
                }

                if (learner.Mix is not null)
                    rows[0][request].AddOutcomes(candidates, reached.Of(cases, request, from, from + learner.PeriodDays * TimeSpan.MicrosecondsPerDay), new RandomStream(context.Seed, ~(drawn + (ulong)request)));
            }
        });
        for (var draw = 0; draw < rows.Length; draw++)
            _draws[draw].AddRange(rows[draw]);
        foreach (var request in rows[0])
            for (var i = 0; i < request.Outcomes.Count; i++)
                Outcomes.Add(CollectionsMarshal.AsSpan(request.OutcomeFeatures).Slice(i * _names.Length, _names.Length), request.Outcomes[i].Stage, from, request.Outcomes[i].Weight);
    }

    /// <summary>The rows of each draw as a table whose groups are lists.</summary>
    public IEnumerable<TabularData> ToData() => _draws.Select(ToData);

    /// <summary>The department that most of what was bought is of; of equal ones the one with the lower number.</summary>
    private static int DepartmentOf(ReadOnlySpan<int> bought, ItemTraits traits)
    {
        var counts = new int[traits.DepartmentCount];
        foreach (var item in bought)
            counts[traits.Departments[item]]++;
        return Array.IndexOf(counts, counts.Max());
    }

    private TabularData ToData(List<RequestRows> requests)
    {
        var columns = new List<Column>(_names.Length + 2);
        var values = new float[CountOf(requests)];
        for (var feature = 0; feature < _names.Length; feature++)
        {
            var row = 0;
            foreach (var request in requests)
                for (var i = 0; i < request.Labels.Count; i++)
                    values[row++] = request.Features[i * _names.Length + feature];
            columns.Add(new NumberColumn(_names[feature], values));
        }

        columns.Add(new NumberColumn("relevant", [.. requests.SelectMany(request => request.Labels)]));
        columns.Add(new NumberColumn("list", [.. requests.SelectMany(request => request.Sizes).SelectMany((size, list) => Enumerable.Repeat((float)list, size))]));
        if (learner.TailWeight == 0)
            return new TabularData(new Table(columns), "relevant", group: "list");
        float[] weights = [.. requests.SelectMany(request => request.Labels.Zip(request.Weights)).Select(row => row.First > 0 ? row.Second : float.NaN)];
        var mean = (float)weights.Where(weight => !float.IsNaN(weight)).Average(weight => (double)weight);
        columns.Add(new NumberColumn("weight", Array.ConvertAll(weights, weight => float.IsNaN(weight) ? 1 : weight / mean)));
        return new TabularData(new Table(columns), "relevant", weight: "weight", group: "list");
    }

    private static RandomStream StreamOf(int draw, ulong request, bool knownToo, ulong seed) => new(seed, (ulong)draw << DrawShift | 2 * request + (knownToo ? 0UL : 1UL));

    private static int CountOf(List<RequestRows> requests) => requests.Sum(request => request.Labels.Count);

    /// <summary>As many rows as some groups have in the mean, but so few that there may be leaves, and no fewer than a learner asks for.</summary>
    private static int LeastRows(GradientBoosting trees, int groupsOfLeaf, int rows, int groups) =>
        Math.Max(trees.MinRowsPerLeaf, (int)Math.Min((long)groupsOfLeaf * rows / groups, rows / LeavesOfAll));
}
