using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Ranking;

namespace Kirana.Recommend.Popularity;

/// <summary>One score for each item, the same for every shopper. Immutable and thread-safe.</summary>
/// <remarks>Scoring allocates nothing. An item of which it says nothing scores −∞.</remarks>
public sealed class PopularityModel : IRecommender, INominator
{
    private const int LayoutVersion = 1;
    private readonly string _reason;
    private readonly float[] _scores;
    private readonly int[] _order;
    private readonly int[] _ranks;
    private readonly string _options;

    internal PopularityModel(string kind, string reason, IdMap items, float[] scores, string options)
    {
        Kind = kind;
        Items = items;
        _reason = reason;
        _scores = scores;
        _order = [.. Enumerable.Range(0, scores.Length).Where(item => scores[item] > float.NegativeInfinity).OrderByDescending(item => scores[item])];
        _ranks = new int[scores.Length];
        for (var place = 0; place < _order.Length; place++)
            _ranks[_order[place]] = place + 1;
        _options = options;
    }

    /// <inheritdoc/>
    public string Kind { get; }

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        _scores.CopyTo(scores);
    }

    void INominator.Nominate(Shopper shopper, SourceNominations nominated) => nominated.NameFirst(_order, _ranks, _scores);

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => _scores[item] > 0 ? [new Reason(_reason, -1, _scores[item])] : [];

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("scores", _scores);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The file, or the part of a composite.</param>
    /// <param name="reason">The kind of reason it gives.</param>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static PopularityModel Read(ModelReader reader, string reason)
    {
        reader.Expect(reader.Kind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var scores = reader.Floats("scores");
        ModelParts.RequireLength(reader, "scores", scores.Length, items.Count);
        return new PopularityModel(reader.Kind, reason, items, scores, reader.Options);
    }
}
