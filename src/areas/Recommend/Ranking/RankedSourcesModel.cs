using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Boosting;
using Kirana.Recommend.Features;

namespace Kirana.Recommend.Ranking;

/// <summary>Several sources and the order of their candidates. Immutable and thread-safe.</summary>
/// <remarks>The score of a candidate is that of the trees; items that are no candidates follow in the joined order of the sources.</remarks>
public sealed class RankedSourcesModel : IRecommender
{
    internal const int LayoutVersion = 1;
    private const int MostReasons = 5;

    private readonly IRecommender[] _sources;
    private readonly PairFeatures _features;
    private readonly BoostedTrees _trees;
    private readonly MixedHeads? _heads;
    private readonly int _candidates;
    private readonly string _options;
    private readonly int _width;

    internal RankedSourcesModel(IRecommender[] sources, PairFeatures features, BoostedTrees trees, MixedHeads? heads, int candidates, string options)
    {
        (_sources, _features, _trees, _heads, _candidates, _options) = (sources, features, trees, heads, candidates, options);
        _width = trees.Features;
    }

    /// <inheritdoc/>
    public string Kind => RankedSources.ModelKind;

    /// <inheritdoc/>
    public IdMap Items => _sources[0].Items;

    /// <summary>The trees that order candidates.</summary>
    public BoostedTrees Trees => _trees;

    /// <summary>The models of the sources.</summary>
    internal IRecommender[] Sources => _sources;

    /// <summary>The features of pairs.</summary>
    internal PairFeatures Features => _features;

    /// <summary>The chances, if there is a mix.</summary>
    internal MixedHeads? Heads => _heads;

    /// <summary>The same order over other models of the same sources.</summary>
    internal RankedSourcesModel With(IRecommender[] sources, PairFeatures features) => new(sources, features, _trees, _heads?.With(features.Traits), _candidates, _options);

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        using var candidates = new CandidateSet(_sources, _features, shopper, _candidates);
        var items = candidates.Items;
        var rows = ArrayPool<float>.Shared.Rent(items.Length * _width);
        var ranked = ArrayPool<float>.Shared.Rent(items.Length);
        for (var i = 0; i < items.Length; i++)
            candidates.Write(items[i], rows.AsSpan(i * _width, _width));
        _trees.PredictScores(rows.AsSpan(0, items.Length * _width), ranked.AsSpan(0, items.Length));
        _heads?.Mix(items, rows.AsSpan(0, items.Length * _width), ranked.AsSpan(0, items.Length));
        var lowest = float.PositiveInfinity;
        foreach (var score in ranked.AsSpan(0, items.Length))
            lowest = Math.Min(lowest, score);
        // A joined rank is at most sources / 61, so this stays below every candidate.
        scores.Fill(float.NegativeInfinity);
        for (var order = 0; order < candidates.Fused.Count; order++)
            scores[candidates.Fused.ItemAt(order)] = lowest - _sources.Length + candidates.Fused.SumAt(order);
        for (var i = 0; i < items.Length; i++)
            scores[items[i]] = ranked[i];
        ArrayPool<float>.Shared.Return(rows);
        ArrayPool<float>.Shared.Return(ranked);
    }

    /// <inheritdoc/>
    /// <remarks>The reasons of all sources: those that name an item of the history before those that hold for everybody, otherwise in the order
    /// of the sources. <see cref="Trace"/> tells which source put the item where.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var reasons = new List<Reason>();
        foreach (var source in _sources)
            foreach (var reason in source.Explain(shopper, item))
                if (!reasons.Exists(other => string.Equals(other.Kind, reason.Kind, StringComparison.Ordinal) && other.Item == reason.Item))
                    reasons.Add(reason);
        return [.. reasons.OrderBy(reason => reason.Item < 0 ? 1 : 0).Take(MostReasons)];
    }

    /// <summary>How an item comes to its score by the learnt order: where each source put it, and what each feature adds. What a
    /// <see cref="RankedSources.Mix"/> adds is told by <see cref="ChancesOf(Shopper, int)"/>.</summary>
    /// <param name="shopper">For whom.</param>
    /// <param name="item">The item's index.</param>
    public RankTrace Trace(Shopper shopper, int item)
    {
        using var candidates = new CandidateSet(_sources, _features, shopper, _candidates);
        var sources = new SourceRank[_sources.Length];
        for (var source = 0; source < sources.Length; source++)
            sources[source] = candidates.RankOf(source, item);
        if (!candidates.Items.Contains(item))
            return new RankTrace(item, float.NaN, sources, []);
        var row = new float[_width];
        candidates.Write(item, row);
        var (shares, score) = (new double[_width + 1], new float[1]);
        _trees.Explain(row, shares);
        _trees.PredictScores(row, score);
        return new RankTrace(item, score[0], sources,
            [.. row.Select((value, feature) => new FeatureShare(_trees.FeatureNames[feature], value, shares[feature])).OrderByDescending(share => Math.Abs(share.Share)).ThenBy(share => share.Feature, StringComparer.Ordinal)]);
    }

    /// <summary>How likely the shopper buys an item in the time of a period; <see langword="null"/> without a <see cref="RankedSources.Mix"/>, or if the
    /// item is no candidate.</summary>
    /// <param name="shopper">For whom.</param>
    /// <param name="item">The item's index.</param>
    public OutcomeChances? ChancesOf(Shopper shopper, int item)
    {
        using var candidates = new CandidateSet(_sources, _features, shopper, _candidates);
        if (_heads is null || !candidates.Items.Contains(item))
            return null;
        var (row, chances) = (new float[_width], new OutcomeChances[1]);
        candidates.Write(item, row);
        _heads.Model.Predict(row, chances);
        return chances[0];
    }

    /// <summary>The chances of all candidates of a shopper; of none without heads.</summary>
    internal (int Item, OutcomeChances Chances)[] ChancesOf(Shopper shopper)
    {
        if (_heads is null)
            return [];
        using var candidates = new CandidateSet(_sources, _features, shopper, _candidates);
        var items = candidates.Items;
        var (rows, chances) = (new float[items.Length * _width], new OutcomeChances[items.Length]);
        for (var i = 0; i < items.Length; i++)
            candidates.Write(items[i], rows.AsSpan(i * _width, _width));
        _heads.Model.Predict(rows, chances);
        return [.. items.ToArray().Zip(chances)];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Options = _options;
        writer.Add("candidates", [_candidates]);
        writer.AddStrings("sources", [.. _sources.Select(source => source.Kind)]);
        for (var source = 0; source < _sources.Length; source++)
            RecommenderFile.Write(_sources[source], writer, $"source-{source}");
        _trees.Save(writer.Part("trees", BoostedTrees.ModelKind));
        _heads?.Save(writer.Part("heads"));
        _features.Save(writer);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static RankedSourcesModel Read(ModelReader reader)
    {
        reader.Expect(RankedSources.ModelKind, LayoutVersion);
        var (kinds, candidates) = (reader.Strings("sources"), reader.Ints("candidates"));
        if (kinds.Length is 0 or > 100 || kinds.Contains(RankedSources.ModelKind, StringComparer.Ordinal))
            throw reader.Invalid("sources", "1 to 100 sources that are not themselves ranked", string.Join(", ", kinds));
        if (candidates.Length != 1 || candidates[0] is < 10 or > 5000)
            throw reader.Invalid("candidates", "one number from 10 to 5,000", string.Join(", ", candidates));
        var sources = kinds.Select((_, source) => RecommenderFile.Read(reader.Part($"source-{source}"))).ToArray();
        foreach (var source in sources)
            if (!source.Items.Ids.SequenceEqual(sources[0].Items.Ids, StringComparer.Ordinal))
                throw reader.Invalid("sources", "the same items in every source", source.Kind);
        var trees = BoostedTrees.Load(reader.Part("trees"));
        if (!trees.FeatureNames.SequenceEqual(CandidateSet.NamesOf(kinds), StringComparer.Ordinal))
            throw reader.Invalid("trees", "the features of these sources", string.Join(", ", trees.FeatureNames));
        var items = sources[0].Items;
        var features = PairFeatures.Read(reader, items);
        var heads = reader.Has("heads/mix") ? MixedHeads.Read(reader.Part("heads"), features.Traits) : null;
        if (heads is not null && !heads.Model.Trees.FeatureNames.SequenceEqual(trees.FeatureNames, StringComparer.Ordinal))
            throw reader.Invalid("heads", "the features of the order", string.Join(", ", heads.Model.Trees.FeatureNames));
        return new RankedSourcesModel(sources, features, trees, heads, candidates[0], reader.Options);
    }
}
