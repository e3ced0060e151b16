using System.Buffers;
using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Blending;

/// <summary>Several models whose scaled scores are added. Immutable and thread-safe; scoring allocates nothing once warm.</summary>
/// <remarks>An item that no source nominates scores −∞.</remarks>
public sealed class BlendModel : IRecommender
{
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;

    private readonly IRecommender[] _sources;
    private readonly double[] _weights;
    private readonly BlendScale _scale;
    private readonly int _candidates;
    private readonly string _options;

    internal BlendModel(IRecommender[] sources, double[] weights, BlendScale scale, int candidates, string options)
    {
        _sources = sources;
        _weights = weights;
        _scale = scale;
        _candidates = candidates;
        _options = options;
    }

    /// <inheritdoc/>
    public string Kind => Blend.ModelKind;

    /// <inheritdoc/>
    public IdMap Items => _sources[0].Items;

    /// <summary>The sources.</summary>
    public IReadOnlyList<IRecommender> Sources => _sources;

    /// <summary>Their weights, beside <see cref="Sources"/>.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>The same weights over other models of the same sources.</summary>
    internal BlendModel With(IRecommender[] sources) => new(sources, _weights, _scale, _candidates, _options);

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Fill(float.NegativeInfinity);
        var rented = ArrayPool<float>.Shared.Rent(scores.Length);
        for (var s = 0; s < _sources.Length; s++)
        {
            using var nominated = Nominations.Of(_sources[s], shopper, _scale, _candidates, rented.AsSpan(0, scores.Length));
            var weight = (float)_weights[s];
            for (var i = 0; i < nominated.Items.Length; i++)
            {
                ref var score = ref scores[nominated.Items[i]];
                score = (float.IsFinite(score) ? score : 0) + weight * nominated.Values[i];
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>The reasons of every source that nominates the item, each source's sized so that they add up to what it gives.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var reasons = new List<Reason>();
        var scores = new float[Items.Count];
        for (var s = 0; s < _sources.Length; s++)
        {
            using var nominated = Nominations.Of(_sources[s], shopper, _scale, _candidates, scores);
            var place = nominated.Items.IndexOf(item);
            if (place < 0)
                continue;
            var given = _sources[s].Explain(shopper, item);
            var total = given.Sum(reason => reason.Weight);
            var share = (float)_weights[s] * nominated.Values[place] / total;
            if (total > 0 && float.IsFinite(share))
                reasons.AddRange(given.Select(reason => reason with { Weight = reason.Weight * share }));
        }

        return [.. reasons.GroupBy(reason => (reason.Kind, reason.Item)).Select(group => group.First() with { Weight = group.Sum(reason => reason.Weight) })
            .OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Kind, StringComparer.Ordinal).ThenBy(reason => reason.Item).Take(MostReasons)];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.Add("weights", _weights);
        writer.Add("scale", [(int)_scale, _candidates]);
        for (var s = 0; s < _sources.Length; s++)
            RecommenderFile.Write(_sources[s], writer, PartOf(s));
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static BlendModel Read(ModelReader reader)
    {
        reader.Expect(Blend.ModelKind, LayoutVersion);
        var weights = reader.Doubles("weights").ToArray();
        if (weights.Length == 0 || !weights.All(weight => weight > 0 && double.IsFinite(weight)))
            throw reader.Invalid("weights", "positive numbers", string.Join(", ", weights));
        var scale = reader.Ints("scale");
        ModelParts.RequireLength(reader, "scale", scale.Length, 2);
        if (!Enum.IsDefined((BlendScale)scale[0]) || scale[1] < 1)
            throw reader.Invalid("scale", "a scale and how many candidates", $"{scale[0]}, {scale[1]}");
        var sources = new IRecommender[weights.Length];
        for (var s = 0; s < sources.Length; s++)
        {
            sources[s] = RecommenderFile.Read(reader.Part(PartOf(s)));
            if (sources[s] is BlendModel || !sources[s].Items.Ids.SequenceEqual(sources[0].Items.Ids, StringComparer.Ordinal))
                throw reader.Invalid(PartOf(s), "a source over the items of the first", "another");
        }

        return new BlendModel(sources, weights, (BlendScale)scale[0], scale[1], reader.Options);
    }

    private static string PartOf(int source) => "source-" + source.ToString(CultureInfo.InvariantCulture);
}
