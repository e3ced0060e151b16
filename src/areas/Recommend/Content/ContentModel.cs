using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Content;

/// <summary>Items known by their terms and vectors, and which of them go together. Immutable and thread-safe; scoring allocates nothing once warm.</summary>
/// <remarks>An item of which nothing is known scores −∞.</remarks>
public sealed class ContentModel : IRecommender
{
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;

    private readonly ContentRows _content;
    private readonly TasteMap _taste;
    private readonly double _likeness;
    private readonly double _halfLife;
    private readonly string _options;

    internal ContentModel(IdMap items, ContentRows content, TasteMap taste, double likeness, double halfLife, string options)
    {
        Items = items;
        (_content, _taste, _likeness, _halfLife, _options) = (content, taste, likeness, halfLife, options);
    }

    /// <inheritdoc/>
    public string Kind => ContentItems.ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        var (rented, alike) = (ArrayPool<float>.Shared.Rent(2 * _content.Width), ArrayPool<float>.Shared.Rent(scores.Length));
        var profile = rented.AsSpan(0, _content.Width);
        var wish = rented.AsSpan(_content.Width, _content.Width);
        var likeness = Profile(shopper, profile) ? _likeness : 0;
        Map(profile, wish);
        float highest = 0, most = 0;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] = _content.Dot(item, wish);
            alike[item] = likeness > 0 ? _content.Dot(item, profile) : 0;
            highest = Math.Max(highest, scores[item]);
            most = Math.Max(most, alike[item]);
        }

        var (share, alikeShare) = (highest > 0 ? 1 / highest : 0, most > 0 ? (float)likeness / most : 0);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = !_content.Knows(item) ? float.NegativeInfinity : share * scores[item] + alikeShare * alike[item];
        ArrayPool<float>.Shared.Return(rented);
        ArrayPool<float>.Shared.Return(alike);
    }

    /// <inheritdoc/>
    /// <remarks>By what each item of the history adds to <c>pᵀWf</c>, and by how much it is alike; without a history nothing is said.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var (target, wish) = (new float[_content.Width], new float[_content.Width]);
        _content.AddTo(item, 1, target);
        Map(target, wish);
        var shares = new Dictionary<int, float>();
        var (decay, age) = (Decay(), 1f);
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
        {
            var one = shopper.Items[e];
            shares[one] = shares.GetValueOrDefault(one) + shopper.Weights[e] * age * (_content.Dot(one, wish) + (float)_likeness * _content.Dot(one, target));
        }

        return [.. shares.Where(share => share.Value > 0).OrderByDescending(share => share.Value).ThenBy(share => share.Key).Take(MostReasons)
            .Select(share => new Reason(KindOf(share.Key, wish, target), share.Key, share.Value))];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        _content.Save(writer);
        writer.Add("map", _taste.Map);
        writer.Add("mean", _taste.Mean);
        writer.Add("settings", [_likeness, _halfLife]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static ContentModel Read(ModelReader reader)
    {
        reader.Expect(ContentItems.ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var content = ContentRows.Read(reader, items.Count);
        var (map, mean, settings) = (reader.Floats("map"), reader.Floats("mean"), reader.Doubles("settings"));
        ModelParts.RequireLength(reader, "map", map.Length, checked(content.Width * content.Width));
        ModelParts.RequireLength(reader, "mean", mean.Length, content.Width);
        ModelParts.RequireFinite(reader, "map", map);
        ModelParts.RequireFinite(reader, "mean", mean);
        if (settings.Length != 2 || !(settings[0] >= 0) || !(settings[1] > 0))
            throw reader.Invalid("settings", "a likeness from 0 up and a positive half-life", string.Join(", ", settings));
        return new ContentModel(items, content, new TasteMap(map, mean), settings[0], settings[1], reader.Options);
    }

    /// <summary>Sums the history; without one that says anything, takes the mean of all.</summary>
    /// <returns>Whether the history says anything.</returns>
    private bool Profile(Shopper shopper, Span<float> profile)
    {
        profile.Clear();
        var (known, decay, age) = (false, Decay(), 1f);
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
        {
            known |= _content.Knows(shopper.Items[e]);
            _content.AddTo(shopper.Items[e], shopper.Weights[e] * age, profile);
        }

        if (!known)
            _taste.Mean.CopyTo(profile);
        return known;
    }

    /// <summary><c>alike</c>, or <c>alike:SET</c> where the vectors of a set add more than the words do.</summary>
    private string KindOf(int item, float[] wish, float[] target)
    {
        var most = _content.Terms.Dot(item, wish) + (float)_likeness * _content.Terms.Dot(item, target);
        var kind = "alike";
        for (var set = 0; set < _content.Vectors.Names.Length; set++)
            if (_content.Vectors.Dot(item, set, wish.AsSpan(_content.Terms.Width)) + (float)_likeness * _content.Vectors.Dot(item, set, target.AsSpan(_content.Terms.Width)) is var share && share > most)
                (most, kind) = (share, $"alike:{_content.Vectors.Names[set]}");
        return kind;
    }

    /// <summary>W·p; the rows of absent terms add nothing.</summary>
    private void Map(ReadOnlySpan<float> profile, Span<float> wish)
    {
        wish.Clear();
        for (var term = 0; term < profile.Length; term++)
            if (profile[term] != 0)
                Axpy.Add(profile[term], _taste.Map.AsSpan(term * profile.Length, profile.Length), wish);
    }

    private float Decay() => (float)Elementary.Exp(-Elementary.Log(2.0) / _halfLife);
}
