using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Content;

/// <summary>A model's list with what matches the words of a visitor first. Immutable and thread-safe; for one request.</summary>
/// <remarks>Matching items stand by how well they match and how well they suit, each as a share of the best; the others follow as the model has them.</remarks>
public sealed class SearchedModel : IRecommender
{
    private readonly IRecommender _model;
    private readonly IReadOnlyDictionary<int, float> _matches;
    private readonly string _query;

    /// <summary>Joins a model and a search.</summary>
    /// <param name="model">The model.</param>
    /// <param name="search">A search over the model's items.</param>
    /// <param name="query">What is searched for.</param>
    public SearchedModel(IRecommender model, DescriptionSearch search, string query)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(search);
        (_model, _matches, _query) = (model, search.Match(query), query);
    }

    /// <inheritdoc/>
    public string Kind => _model.Kind;

    /// <inheritdoc/>
    public IdMap Items => _model.Items;

    /// <summary>How many items match.</summary>
    public int Matches => _matches.Count;

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        _model.Score(shopper, scores);
        var (lowest, highest, most) = (float.PositiveInfinity, float.NegativeInfinity, 0f);
        foreach (var score in scores)
            if (float.IsFinite(score))
                (lowest, highest) = (Math.Min(lowest, score), Math.Max(highest, score));
        foreach (var match in _matches.Values)
            most = Math.Max(most, match);
        var scale = highest > lowest ? 1 / (highest - lowest) : 0;
        for (var item = 0; item < scores.Length; item++)
            scores[item] = float.IsFinite(scores[item]) ? scale * (scores[item] - lowest) : scores[item];
        foreach (var (item, match) in _matches)
            scores[item] = 1 + match / most + (float.IsFinite(scores[item]) ? scores[item] : 0);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) =>
        _matches.TryGetValue(item, out var match) ? [new Reason($"matches:{_query}", -1, match), .. _model.Explain(shopper, item)] : _model.Explain(shopper, item);

    /// <inheritdoc/>
    public void Save(ModelWriter writer) => throw new NotSupportedException("A list of one request is not kept.");
}
