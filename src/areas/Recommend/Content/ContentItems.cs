using System.Collections.Frozen;
using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Options;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Content;

/// <summary>Learns what shoppers like by what the catalogue says of items, so that an item nobody dealt with yet has a score like any other.</summary>
/// <remarks>
/// <para>An item is the vector f of its terms (title, category path, brand, marks) by BM25, of unit length; a shopper is the sum p of the
/// items of the history, newer ones counting more. An item is liked for two reasons: because it is alike, pᵀf, and because its terms go with the
/// terms of the history in the histories of others, pᵀWf, W learnt in closed form. Both count as shares of the shopper's highest.</para>
/// <para>Beside terms an item may have vectors from outside (<see cref="Embeddings"/>). Each set is centred, turned to its leading components and partly
/// whitened (see <see cref="Whitening"/>); f is then the item's terms and its vectors side by side, each times its weight, at length 1, and all else stays as it was. So an
/// item without a word is known by its picture, and the other way round.</para>
/// <para>A shopper without a history, or of whose items nothing is known, is taken for the mean of all.</para>
/// </remarks>
public sealed record ContentItems : IRecommenderLearner
{
    /// <summary>The code of the error that no item of the data has a description.</summary>
    public const string NoDescriptions = "no-descriptions";

    /// <summary>How much a set of vectors counts that is given no weight: as much as the terms.</summary>
    public const double UsualVectorWeight = 1;

    internal const string ModelKind = "content";

    /// <inheritdoc/>
    public string Name => ModelKind;

    /// <summary>What is known of items, over a map with the same ids. Not an option but data: it is not among <see cref="Options"/>.</summary>
    public ItemDescriptions? Descriptions { get; init; }

    /// <summary>Vectors of items from outside, such as those of an encoder of texts or pictures, of distinct names; none by default. Not an option but data.</summary>
    public IReadOnlyList<ItemEmbeddings> Embeddings { get; init; } = [];

    /// <summary>How much each set of <see cref="Embeddings"/> counts beside the terms, by its name, 0 to 100; a set that is not named counts <see cref="UsualVectorWeight"/>.</summary>
    public IReadOnlyDictionary<string, double> VectorWeights { get; init; } = FrozenDictionary<string, double>.Empty;

    /// <summary>The most components that are kept of each set, 1 to 512; 128 by default.</summary>
    public int VectorComponents { get; init; } = 128;

    /// <summary>γ, the share of differences between the components' deviations that is taken away, on a logarithmic scale, 0 to 1: 0 leaves them, 1 makes all components equal; 0.5 by default.</summary>
    public double Whitening { get; init; } = 0.5;

    /// <summary>The places of a vector of terms, 16 to 8,192; 1,500 by default. Where a catalogue has more terms, the rarer ones share places.</summary>
    public int Terms { get; init; } = 1500;

    /// <summary>λ, positive; 1 by default. Greater means that terms speak for themselves and for little else.</summary>
    public double Ridge { get; init; } = 1;

    /// <summary>How much it counts that an item is alike, beside what is learnt, 0 to 100; 0.5 by default.</summary>
    public double Likeness { get; init; } = 0.5;

    /// <summary>The number of later events after which an event of a history counts half; positive, 20 by default.</summary>
    public double HistoryHalfLife { get; init; } = 20;

    /// <summary>Of a user with more distinct items than this only the latest teach; at least 2, 1,000 by default. Bounds the cost of bulk buyers.</summary>
    public int LongestHistory { get; init; } = 1000;

    /// <summary>Of more users than this every n-th teaches, so that the cost of millions is bounded: which terms go together is said by a part of them as well.</summary>
    internal int MostUsers { get; init; } = 250_000;

    /// <inheritdoc/>
    /// <remarks>Those of vectors stand in it where there are vectors.</remarks>
    public string Options => Table.Write(this, Embeddings.Count == 0 ? null : WriteVectors);

    internal static OptionTable<ContentItems> Table { get; } = new OptionTable<ContentItems>()
        .Integer("terms", own => own.Terms, (own, value) => own with { Terms = value })
        .Number("ridge", own => own.Ridge, (own, value) => own with { Ridge = value })
        .Number("likeness", own => own.Likeness, (own, value) => own with { Likeness = value })
        .Limit("historyHalfLife", own => own.HistoryHalfLife, (own, value) => own with { HistoryHalfLife = value })
        .Integer("longestHistory", own => own.LongestHistory, (own, value) => own with { LongestHistory = value });

    /// <inheritdoc/>
    /// <exception cref="DataException"><see cref="NoDescriptions"/>: nothing that two items have in common is known.</exception>
    /// <exception cref="NotConvergedException">Rounding made the matrix of terms indefinite: <see cref="Ridge"/> is too small for the data.</exception>
    public IRecommender Fit(Interactions interactions, FitContext context)
    {
        Check();
        ArgumentNullException.ThrowIfNull(interactions);
        ArgumentNullException.ThrowIfNull(context);
        context.Cancellation.ThrowIfCancellationRequested();
        var users = SparseRows.Merged(interactions.Latest(LongestHistory));
        if (users.RowCount > MostUsers)
            users = users.Rows([.. Enumerable.Range(0, MostUsers).Select(row => (int)((long)row * users.RowCount / MostUsers))]);
        var terms = Descriptions is null ? TermRows.None(interactions.ItemCount) : TermRows.Of(Descriptions.Over(interactions.Items), Terms);
        var content = ContentRows.Of(terms, Vectors(interactions.Items, context));
        if (content.Width == 0)
            throw new DataException("There is nothing to know items by: no two items have a word of the title, a category, a brand, a mark or a kind of vector in common.")
            {
                Code = NoDescriptions, Hint = "Import the catalogue with titles or categories, or vectors of its items, or use a recipe that needs none.",
            };
        return new ContentModel(interactions.Items, content, TasteMap.Fit(users, content, Ridge, context), Likeness, HistoryHalfLife, Options);
    }

    /// <summary>Reads the options that <see cref="Options"/> wrote.</summary>
    internal static ContentItems Read(JsonElement json)
    {
        var learner = Table.Read(json, new ContentItems());
        return !json.TryGetProperty("vectors", out var own) ? learner : learner with
        {
            VectorComponents = own.GetProperty("components").GetInt32(),
            Whitening = own.GetProperty("whitening").GetDouble(),
            VectorWeights = new SortedDictionary<string, double>(
                own.GetProperty("weights").EnumerateObject().ToDictionary(set => set.Name, set => set.Value.GetDouble(), StringComparer.Ordinal), StringComparer.Ordinal),
        };
    }

    private void WriteVectors(Utf8JsonWriter json)
    {
        json.WriteStartObject("vectors");
        json.WriteNumber("components", VectorComponents);
        json.WriteNumber("whitening", Whitening);
        json.WriteStartObject("weights");
        foreach (var set in Embeddings.OrderBy(set => set.Name, StringComparer.Ordinal))
            json.WriteNumber(set.Name, WeightOf(set.Name));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private double WeightOf(string set) => VectorWeights.TryGetValue(set, out var weight) ? weight : UsualVectorWeight;

    private VectorRows Vectors(IdMap items, FitContext context)
    {
        var sets = Embeddings.OrderBy(set => set.Name, StringComparer.Ordinal).Where(set => WeightOf(set.Name) > 0)
            .Select(set => (set.Name, Weight: (float)WeightOf(set.Name), Made: VectorWhitening.Of(set.Over(items), VectorComponents, Whitening, context))).Where(set => set.Made.Width > 0).ToArray();
        if (sets.Length == 0)
            return VectorRows.None;
        var ends = new int[sets.Length];
        for (var set = 0; set < ends.Length; set++)
            ends[set] = sets[set].Made.Width + (set == 0 ? 0 : ends[set - 1]);
        var values = new float[checked(items.Count * ends[^1])];
        for (var item = 0; item < items.Count; item++)
            for (var set = 0; set < sets.Length; set++)
                Axpy.Add(sets[set].Weight, sets[set].Made.Rows.AsSpan(item * sets[set].Made.Width, sets[set].Made.Width), values.AsSpan(item * ends[^1] + ends[set] - sets[set].Made.Width, sets[set].Made.Width));
        return new VectorRows([.. sets.Select(set => set.Name)], ends, values);
    }

    private void Check() => new OptionFaults()
        .Require(Terms is >= 16 and <= 8192, Terms, "16 to 8,192")
        .Require(Ridge > 0 && double.IsFinite(Ridge), Ridge, "positive and finite")
        .Require(Likeness is >= 0 and <= 100, Likeness, "0 to 100")
        .Require(HistoryHalfLife > 0, HistoryHalfLife, "positive")
        .Require(LongestHistory >= 2, LongestHistory, "at least 2")
        .Require(Embeddings.DistinctBy(set => set.Name, StringComparer.Ordinal).Count() == Embeddings.Count, Embeddings.Count, "sets of distinct names", nameof(Embeddings))
        .Require(VectorWeights.Values.All(weight => weight is >= 0 and <= 100), VectorWeights.Count, "weights of 0 to 100", nameof(VectorWeights))
        .Require(VectorComponents is >= 1 and <= 512, VectorComponents, "1 to 512")
        .Require(Whitening is >= 0 and <= 1, Whitening, "0 to 1")
        .ThrowIfAny(Name);
}
