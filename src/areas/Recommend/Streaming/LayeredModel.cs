using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Streaming;

/// <summary>A trained model with a linear layer over its best items, which learns from every request.</summary>
/// <remarks>
/// <para>Before the layer has learnt, scores are the model's, bit for bit. Then s' = s + σ Σ w_f (x_f − mean x_f) / (1 + w_score) for the candidates, with σ the standard deviation of their scores:
/// the trained score keeps its weight of 1, and what is no candidate keeps its score.</para>
/// <para>One thread learns; any number score, without waiting, and allocate nothing once warm. How items went is counted from this model's training on; the weights come from the
/// <see cref="Memory"/> and may go on from model to model.</para>
/// </remarks>
public sealed class LayeredModel : IRecommender
{
    /// <summary>The least the trained score's own weight may become beside the features'. Among what was shown scores differ little and seem to tell little, since they chose it; that must not make features count for more than they
    /// were learnt to.</summary>
    private const double LeastScale = 0.75;

    private readonly LinearLayer _layer;
    private readonly long[] _born;
    private readonly int[] _departments;
    private Outcomes _items;
    private Outcomes _shelves;

    /// <summary>Puts a layer over a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="interactions">What it learnt from: when each of its items was bought first.</param>
    /// <param name="traits">The departments of items, or <see langword="null"/>.</param>
    /// <param name="memory">What the layer knows, and how it learns.</param>
    public LayeredModel(IRecommender model, Interactions interactions, ItemTraits? traits, LayerMemory memory)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(memory);
        (Base, Memory, _layer) = (model, memory, memory.Layer);
        (_born, _departments) = (new long[Items.Count], new int[Items.Count]);
        Array.Fill(_born, long.MaxValue);
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var items = interactions.ItemsOf(user);
            var times = interactions.TimesOf(user);
            for (var e = 0; e < items.Length; e++)
                if (Items.TryGetIndex(interactions.Items[items[e]], out var item))
                    _born[item] = Math.Min(_born[item], times[e]);
        }

        var known = traits?.Over(Items);
        for (var item = 0; item < _departments.Length; item++)
            _departments[item] = known?.Departments[item] ?? 0;
        (_items, _shelves) = NothingYet();
    }

    /// <summary>The features, in the order of <see cref="LayerMemory.Weights"/>: the standardised score, log(1 + days since the first purchase), and how the item and how its department went since the training.</summary>
    public static IReadOnlyList<string> Features { get; } = ["score", "item-age", "item-went", "department-went"];

    /// <inheritdoc/>
    public string Kind => Base.Kind;

    /// <inheritdoc/>
    public IdMap Items => Base.Items;

    /// <summary>The trained model.</summary>
    public IRecommender Base { get; }

    /// <summary>What the layer learnt.</summary>
    public LayerMemory Memory { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Base.Score(shopper, scores);
        if (Memory.Requests == 0)
            return;
        using var list = new LayerCandidates(shopper, scores, _layer.Candidates);
        Span<double> weights = stackalloc double[Features.Count];
        Memory.WeightsNow.CopyTo(weights);
        var scale = list.Deviation / Math.Max(LeastScale, 1 + weights[0]);
        for (var i = 0; i < list.Count; i++)
            list.Sums[i] = Added(shopper.Now, list.Items[i], weights);
        var mean = list.MeanOfSums();
        for (var i = 0; i < list.Count; i++)
            scores[list.Items[i]] += (float)(scale * (list.Sums[i] - mean));
    }

    /// <summary>Learns from what a shopper did.</summary>
    /// <param name="user">Whose request it was, so that it can be forgotten; <see langword="null"/> if nobody's.</param>
    /// <param name="shopper">The shopper as of just before.</param>
    /// <param name="taken">What was taken, distinct items.</param>
    /// <param name="weights">How much each says, positive: 1 a purchase. Beside <paramref name="taken"/>.</param>
    /// <param name="shown">What the shopper was shown before, and what was taken is among; empty if it is not known, when everything is taken to have been in sight.</param>
    /// <returns>Whether there was something to learn: a candidate was taken, and another was not.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public bool Learn(string? user, Shopper shopper, ReadOnlySpan<int> taken, ReadOnlySpan<float> weights, ReadOnlySpan<int> shown = default)
    {
        if (taken.Length != weights.Length)
            throw new ArgumentException($"What was taken has one weight for each item: {taken.Length} items, {weights.Length} weights.", nameof(weights));
        var rented = ArrayPool<float>.Shared.Rent(Items.Count);
        var scores = rented.AsSpan(0, Items.Count);
        Base.Score(shopper, scores);
        using var list = new LayerCandidates(shopper, scores, _layer.Candidates, shown);
        ArrayPool<float>.Shared.Return(rented);
        list.Take(taken, weights);
        var term = new double[LayerSums.LengthOf(Features.Count)];
        Span<double> row = stackalloc double[Features.Count];
        var isNews = false;
        // All candidates last, whose probabilities stay for what was expected.
        foreach (var newOnly in (ReadOnlySpan<bool>)[true, false])
            if (list.Expect(newOnly) is > 0 and var sum && list.Count > 1)
            {
                AddTerm(list, shopper.Now, newOnly, sum, row, term);
                isNews = true;
            }

        if (!isNews)
            return false;
        var share = Math.Min(1, _layer.MostTaken / list.TakenSum);
        for (var i = 0; i < list.Count; i++)
        {
            var (item, came, expected) = (list.Items[i], share * list.Taken[i], share * list.TakenSum * list.Chances[i]);
            _items.Add(item, came, expected);
            _shelves.Add(_departments[item], came, expected);
        }

        Memory.Add(user, shopper.Now, term);
        return true;
    }

    /// <summary>Forgets a person: what the layer learnt from the person's first request on, and with it how items went since the training.</summary>
    /// <param name="user">The person.</param>
    public void Forget(string user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (Memory.Forget(user))
            (_items, _shelves) = NothingYet();
    }

    /// <summary>What each of <see cref="Features"/> adds to an item's score, on the model's own scale.</summary>
    /// <param name="shopper">For whom.</param>
    /// <param name="item">The item's index.</param>
    /// <returns>The feature's value and what it adds; empty if the layer has not learnt yet or the item is no candidate.</returns>
    public IReadOnlyList<(string Feature, double Value, double Share)> Trace(Shopper shopper, int item)
    {
        var scores = new float[Items.Count];
        Base.Score(shopper, scores);
        using var list = new LayerCandidates(shopper, scores, _layer.Candidates);
        if (Memory.Requests == 0 || !list.Items[..list.Count].Contains(item))
            return [];
        var (weights, row, mean) = (Memory.Weights, new double[Features.Count], new double[Features.Count]);
        var scale = list.Deviation / Math.Max(LeastScale, 1 + weights[0]);
        for (var i = 0; i < list.Count; i++)
        {
            Write(shopper.Now, list.Items[i], 0, row);
            for (var feature = 1; feature < row.Length; feature++)
                mean[feature] += row[feature] / list.Count;
        }

        Write(shopper.Now, item, 0, row);
        return [.. Enumerable.Range(1, row.Length - 1).Select(feature => (Features[feature], row[feature], scale * weights[feature] * (row[feature] - mean[feature])))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => Base.Explain(shopper, item);

    /// <inheritdoc/>
    /// <remarks>The trained model's: the layer is not saved.</remarks>
    public void Save(ModelWriter writer) => Base.Save(writer);

    private (Outcomes Items, Outcomes Shelves) NothingYet() => (new Outcomes(Items.Count, _layer.OutcomePrior), new Outcomes(_departments.DefaultIfEmpty(0).Max() + 1, _layer.OutcomePrior));

    private void AddTerm(in LayerCandidates list, long now, bool newOnly, double taken, Span<double> row, double[] term)
    {
        var width = row.Length;
        Span<double> mean = stackalloc double[width];
        mean.Clear();
        for (var i = 0; i < list.Count; i++)
        {
            if (newOnly && list.IsKnown(i))
                continue;
            Write(now, list.Items[i], list.Standard(i), row);
            for (var f = 0; f < width; f++)
                mean[f] += list.Chances[i] * row[f];
        }

        // √k of k: a basket is no k independent draws.
        var rate = 1 / Math.Sqrt(taken);
        for (var i = 0; i < list.Count; i++)
        {
            if (newOnly && list.IsKnown(i))
                continue;
            Write(now, list.Items[i], list.Standard(i), row);
            var (came, expected) = (rate * list.Taken[i], rate * taken * list.Chances[i]);
            for (int f = 0, place = width; f < width; f++)
            {
                var own = row[f] - mean[f];
                term[f] += came * own;
                for (var g = 0; g <= f; g++)
                    term[place++] += expected * own * (row[g] - mean[g]);
            }
        }
    }

    private void Write(long now, int item, double score, Span<double> row)
    {
        row[0] = score;
        row[1] = AgeOf(now, item);
        row[2] = _items.Went[item];
        row[3] = _shelves.Went[_departments[item]];
    }

    private double Added(long now, int item, ReadOnlySpan<double> weights) =>
        weights[1] * AgeOf(now, item) + weights[2] * _items.Went[item] + weights[3] * _shelves.Went[_departments[item]];

    /// <summary>0 for an item that nobody bought before, which is as new as one can be.</summary>
    private double AgeOf(long now, int item) =>
        _born[item] >= now ? 0 : Numerics.Kernels.Elementary.Log(1 + (now - (double)_born[item]) / TimeSpan.MicrosecondsPerDay);
}
