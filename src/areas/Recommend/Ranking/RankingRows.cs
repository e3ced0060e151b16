using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Random;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Features;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Ranking;

/// <summary>Collects rows to learn an order from: candidates of past shoppers, and whether each was bought in the period that followed.</summary>
/// <param name="learner">The sources and limits.</param>
internal sealed class RankingRows(RankedSources learner)
{
    /// <summary>Of the candidates not bought, as many at random, whatever their rank: kept more often at the top, they would teach that low ranks
    /// are bought more often than they are.</summary>
    private const int KeptOthers = 150;

    private readonly string[] _names = CandidateSet.NamesOf(learner.Sources.Select(source => source.Name));
    private readonly List<float> _rows = [];
    private readonly List<float> _labels = [];
    private readonly List<float> _groups = [];
    private int _group;

    /// <summary>The number of rows.</summary>
    public int Count => _labels.Count;

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
        var cases = split.Known.Thinned(learner.Shoppers);
        var sources = learner.FitSources(split.Train, context);
        var features = new PairFeatures(ItemActivity.Of(split.Train, from), traits);
        for (var request = 0; request < cases.Count; request++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var candidates = new CandidateSet(sources, features, cases.ShopperOf(request), learner.Candidates);
            AddGroup(candidates, cases.TargetsOf(request), knownToo: true, context.Seed);
            AddGroup(candidates, cases.TargetsOf(request), knownToo: false, context.Seed);
        }
    }

    /// <summary>The rows as a table whose groups are the requests.</summary>
    public TabularData ToData()
    {
        var columns = new List<Column>(_names.Length + 2);
        var values = new float[Count];
        for (var feature = 0; feature < _names.Length; feature++)
        {
            for (var row = 0; row < Count; row++)
                values[row] = _rows[row * _names.Length + feature];
            columns.Add(new NumberColumn(_names[feature], values));
        }

        columns.Add(new NumberColumn("relevant", [.. _labels]));
        columns.Add(new NumberColumn("request", [.. _groups]));
        return new TabularData(new Table(columns), "relevant", group: "request");
    }

    private void AddGroup(CandidateSet candidates, ReadOnlySpan<int> targets, bool knownToo, ulong seed)
    {
        var relevant = 0;
        foreach (var item in candidates.Items)
            if (targets.BinarySearch(item) >= 0 && (knownToo || !candidates.IsKnown(item)))
                relevant++;
        if (relevant == 0)
            return;
        var random = new RandomStream(seed, (ulong)_group);
        foreach (var item in candidates.Items)
        {
            if (!knownToo && candidates.IsKnown(item))
                continue;
            var isRelevant = targets.BinarySearch(item) >= 0;
            if (isRelevant || random.Next(candidates.Items.Length) < KeptOthers)
                AddRow(candidates, item, isRelevant);
        }

        _group++;
    }

    private void AddRow(CandidateSet candidates, int item, bool isRelevant)
    {
        Span<float> row = stackalloc float[_names.Length];
        candidates.Write(item, row);
        _rows.AddRange(row);
        _labels.Add(isRelevant ? 1 : 0);
        _groups.Add(_group);
    }
}
