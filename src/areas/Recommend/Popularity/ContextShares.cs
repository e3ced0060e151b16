using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Popularity;

/// <summary>How popular items are within contexts, learnt by <see cref="ContextPopular"/>. Immutable and thread-safe.</summary>
public sealed class ContextShares
{
    /// <summary>The name of the part of a file.</summary>
    public const string ModelKind = "context-popular";

    private const int LayoutVersion = 1;

    private readonly int[] _shop;
    private readonly Dictionary<string, (int[] Items, int[] Counts)> _contexts;
    private readonly double _strength;
    private readonly long _all;

    internal ContextShares(IdMap items, int[] shop, IReadOnlyList<(string Context, int[] Items, int[] Counts)> contexts, double strength)
    {
        (Items, _shop, _strength) = (items, shop, strength);
        _contexts = contexts.ToDictionary(one => one.Context, one => (one.Items, one.Counts), StringComparer.Ordinal);
        foreach (var count in shop)
            _all += count;
        Contexts = [.. contexts.Select(one => one.Context)];
    }

    /// <summary>The items.</summary>
    public IdMap Items { get; }

    /// <summary>The contexts that are known, in ordinal order.</summary>
    public IReadOnlyList<string> Contexts { get; }

    /// <summary>The widest part of a context that is known; <see langword="null"/> if none is.</summary>
    /// <param name="context">Such as <c>country=GB</c>.</param>
    public string? Known(string context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ContextPopular.LevelsOf(context).LastOrDefault(_contexts.ContainsKey);
    }

    /// <summary>The popular list of visitors of some contexts: ((1 − w)·n(i) + w·s(i))·Π p(i | c) / p(i) puts it in order, as though contexts did not go together.</summary>
    /// <remarks>n(i) counts all the shop's customers of an item, s(i) is what is popular now at the same total, and w the share of the contexts in the shop: what the whole shop bought of late tells of a context as
    /// much as the context is of the shop. Among 1,521 new customers of half a year, those of small countries were told best by all that was ever bought, and those at home by what was of late.</remarks>
    /// <param name="popular">What is popular in the whole shop, also where it follows what sells now; its score is read at every request, and one below 0 counts as 0.</param>
    /// <param name="contexts">The contexts; those that are not known say nothing.</param>
    /// <exception cref="ArgumentException">The popular list is over another number of items.</exception>
    public IRecommender For(IRecommender popular, IReadOnlyList<string> contexts)
    {
        ArgumentNullException.ThrowIfNull(popular);
        ArgumentNullException.ThrowIfNull(contexts);
        if (popular.Items.Count != Items.Count)
            throw new ArgumentException($"The popular list has {popular.Items.Count} items, the shares have {Items.Count}.", nameof(popular));
        string[] known = [.. contexts.Select(Known).OfType<string>().Distinct(StringComparer.Ordinal)];
        return known.Length == 0 ? popular : new ContextualModel(popular, known, Array.ConvertAll(known, LiftsOf), _shop, known.Aggregate(1.0, (product, context) => product * ShareOf(context)));
    }

    /// <summary>Writes the shares.</summary>
    /// <param name="writer">Where tensors go.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("shop", _shop);
        writer.AddStrings("contexts", [.. Contexts]);
        int[] starts = [0, .. Contexts.Select(context => _contexts[context].Items.Length)];
        for (var context = 1; context < starts.Length; context++)
            starts[context] += starts[context - 1];
        writer.Add("starts", starts);
        writer.Add("items", [.. Contexts.SelectMany(context => _contexts[context].Items)]);
        writer.Add("counts", [.. Contexts.SelectMany(context => _contexts[context].Counts)]);
        writer.Add("strength", [_strength]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The part of a file.</param>
    /// <param name="items">The items.</param>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static ContextShares Read(ModelReader reader, IdMap items)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(items);
        reader.Expect(ModelKind, LayoutVersion);
        var (shop, contexts, starts) = (reader.Ints("shop"), reader.Strings("contexts"), reader.Ints("starts"));
        var (columns, counts, strength) = (reader.Ints("items"), reader.Ints("counts"), ModelParts.Number(reader, "strength"));
        ModelParts.RequireLength(reader, "shop", shop.Length, items.Count);
        ModelParts.RequireStarts(reader, "starts", starts, contexts.Length, columns.Length);
        ModelParts.RequireIndices(reader, "items", columns, items.Count);
        ModelParts.RequireLength(reader, "counts", counts.Length, columns.Length);
        if (!(strength > 0))
            throw reader.Invalid("strength", "a positive number", $"{strength}");
        return new ContextShares(items, shop, [.. contexts.Select((context, c) => (context, columns[starts[c]..starts[c + 1]], counts[starts[c]..starts[c + 1]]))], strength);
    }

    /// <summary>How much of the shop a context is, as far as it is known: below 1.</summary>
    private double ShareOf(string context)
    {
        var whole = 0.0;
        foreach (var count in _contexts[context].Counts)
            whole += count;
        return whole / (_all + _strength);
    }

    /// <summary>p(i | c) / p(i) of every item.</summary>
    private double[] LiftsOf(string context)
    {
        var lifts = new double[_shop.Length];
        Array.Fill(lifts, 1);
        foreach (var level in ContextPopular.LevelsOf(context))
        {
            if (!_contexts.TryGetValue(level, out var own))
                continue;
            var whole = 0.0;
            foreach (var count in own.Counts)
                whole += count;
            for (var item = 0; item < lifts.Length; item++)
                lifts[item] *= _strength / (whole + _strength);
            for (var i = 0; i < own.Items.Length; i++)
                lifts[own.Items[i]] += own.Counts[i] / (whole + _strength) * _all / _shop[own.Items[i]];
        }

        return lifts;
    }
}
