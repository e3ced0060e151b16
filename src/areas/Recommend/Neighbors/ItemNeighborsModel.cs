using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Ranking;

namespace Kirana.Recommend.Neighbors;

/// <summary>Items that speak for other items: the neighbours of <see cref="ItemNeighbors"/>, the coefficients of
/// <see cref="Linear.LinearItems"/> or the ways of <see cref="Graphs.RandomWalk"/>. Immutable and thread-safe; scoring allocates nothing.</summary>
/// <remarks>An item of which no item of the history says anything scores −∞.</remarks>
public sealed class ItemNeighborsModel : IRecommender, INominator
{
    internal const string ModelKind = "item-neighbors";
    private const int LayoutVersion = 1;
    private const int MostReasons = 5;

    private readonly NeighborLists _lists;
    private readonly double _halfLife;
    private readonly string _options;

    internal ItemNeighborsModel(string kind, IdMap items, NeighborLists lists, double halfLife, string options)
    {
        Kind = kind;
        Items = items;
        _lists = lists;
        _halfLife = halfLife;
        _options = options;
    }

    /// <inheritdoc/>
    public string Kind { get; }

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <summary>The items one speaks for, the strongest first.</summary>
    /// <param name="item">The item's index.</param>
    public ReadOnlySpan<int> NeighborsOf(int item) => _lists.ItemsOf(item);

    /// <summary>The similarities beside <see cref="NeighborsOf"/>, descending in absolute value; a negative one speaks against the item.</summary>
    /// <param name="item">The item's index.</param>
    public ReadOnlySpan<float> SimilaritiesOf(int item) => _lists.SimilaritiesOf(item);

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        scores.Clear();
        var decay = Decay();
        var age = 1f;
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
        {
            var weight = shopper.Weights[e] * age;
            var neighbors = _lists.ItemsOf(shopper.Items[e]);
            var similarities = _lists.SimilaritiesOf(shopper.Items[e]);
            for (var n = 0; n < neighbors.Length; n++)
                scores[neighbors[n]] += weight * similarities[n];
        }

        for (var item = 0; item < scores.Length; item++)
            if (scores[item] == 0)
                scores[item] = float.NegativeInfinity;
    }

    /// <summary>The same model over more items.</summary>
    /// <param name="items">A map that begins with the model's items.</param>
    /// <param name="lists">Lists for all of them; the model's own, and none for new items, if <see langword="null"/>.</param>
    internal ItemNeighborsModel Grown(IdMap items, NeighborLists? lists = null) => new(Kind, items, lists ?? _lists.Grown(items.Count), _halfLife, _options);

    /// <summary>The lists.</summary>
    internal NeighborLists Lists => _lists;

    void INominator.Nominate(Shopper shopper, SourceNominations nominated)
    {
        var decay = Decay();
        var age = 1f;
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
        {
            var weight = shopper.Weights[e] * age;
            var neighbors = _lists.ItemsOf(shopper.Items[e]);
            var similarities = _lists.SimilaritiesOf(shopper.Items[e]);
            for (var n = 0; n < neighbors.Length; n++)
                nominated.Add(neighbors[n], weight * similarities[n]);
        }

        nominated.NameAdded();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var shares = new Dictionary<int, float>();
        var decay = Decay();
        var age = 1f;
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
        {
            var place = _lists.ItemsOf(shopper.Items[e]).IndexOf(item);
            if (place >= 0)
                shares[shopper.Items[e]] = shares.GetValueOrDefault(shopper.Items[e])
                    + shopper.Weights[e] * age * _lists.SimilaritiesOf(shopper.Items[e])[place];
        }

        return [.. shares.Where(share => share.Value > 0).OrderByDescending(share => share.Value).ThenBy(share => share.Key).Take(MostReasons)
            .Select(share => new Reason("bought-together", share.Key, share.Value))];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        _lists.Save(writer);
        writer.Add("half-life", [_halfLife]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static ItemNeighborsModel Read(ModelReader reader)
    {
        reader.Expect(reader.Kind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var lists = NeighborLists.Read(reader, items.Count);
        var halfLife = reader.Doubles("half-life");
        if (halfLife.Length != 1 || !(halfLife[0] > 0))
            throw reader.Invalid("half-life", "one positive number", string.Join(", ", halfLife));
        return new ItemNeighborsModel(reader.Kind, items, lists, halfLife[0], reader.Options);
    }

    /// <summary>What one later event takes from the weight of an earlier one.</summary>
    private float Decay() => (float)Elementary.Exp(-Elementary.Log(2.0) / _halfLife);
}
