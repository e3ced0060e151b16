using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Search;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Factorization;

/// <summary>Item vectors of an implicit factorisation. Immutable and thread-safe; scoring allocates nothing once warm.</summary>
/// <remarks>A shopper's vector is the exact solution of the shopper's own least-squares system, so a known user, a new one and a
/// session are served alike. The score is the expected preference, about 0 to 1; an item nobody dealt with scores 0.</remarks>
public sealed class ImplicitFactorModel : IFactorRecommender
{
    internal const string ModelKind = "implicit-als";
    private const int LayoutVersion = 1;
    private const string IndexPart = "index";
    private const int MostReasons = 5;

    private readonly float[] _itemFactors;
    private readonly float[] _gram;
    private readonly FrequencyPenalty _penalty;
    private readonly double _alpha;
    private readonly double[] _objectives;
    private readonly string _options;

    internal ImplicitFactorModel(IdMap items, float[] itemFactors, FrequencyPenalty penalty, double alpha, int factors, double[] objectives, string options)
    {
        Items = items;
        Factors = factors;
        _itemFactors = itemFactors;
        _gram = BlockedGram.Of(itemFactors, factors, FitContext.Default);
        _penalty = penalty;
        _alpha = alpha;
        _objectives = objectives;
        _options = options;
    }

    private ImplicitFactorModel(ImplicitFactorModel model, VectorIndex index)
    {
        (Items, Factors, Index) = (model.Items, model.Factors, index);
        (_itemFactors, _gram, _penalty, _alpha) = (model._itemFactors, model._gram, model._penalty, model._alpha);
        (_objectives, _options) = (model._objectives, model._options);
    }

    /// <inheritdoc/>
    public string Kind => ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <inheritdoc/>
    public int Factors { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> ItemFactors => _itemFactors;

    /// <inheritdoc/>
    public VectorIndex? Index { get; }

    /// <summary>The objective after each sweep of the fit; it falls.</summary>
    public IReadOnlyList<double> Objectives => _objectives;

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        var vector = ArrayPool<float>.Shared.Rent(Factors);
        FoldIn(shopper, vector.AsSpan(0, Factors));
        for (var item = 0; item < scores.Length; item++)
            scores[item] = Dot.Of(VectorOf(item), vector.AsSpan(0, Factors));
        ArrayPool<float>.Shared.Return(vector);
    }

    /// <inheritdoc/>
    public IFactorRecommender WithIndex(VectorIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        return FactorSearch.Fits(index, this)
            ? new ImplicitFactorModel(this, index)
            : throw new ArgumentException($"The index should hold the {Items.Count} items' vectors of {Factors} places by inner product; it has {index.Count} of {index.Dimensions}.", nameof(index));
    }

    /// <inheritdoc/>
    /// <remarks>Equation 4 of Hu, Koren and Volinsky, solved by Cholesky's decomposition: O(events·k² + k³).</remarks>
    public void FoldIn(Shopper shopper, Span<float> vector)
    {
        if (vector.Length != Factors)
            throw new ArgumentException($"A vector has {Factors} places, got {vector.Length}.", nameof(vector));
        var items = ArrayPool<int>.Shared.Rent(shopper.Items.Length);
        var confidences = ArrayPool<float>.Shared.Rent(shopper.Items.Length);
        var scratch = ArrayPool<float>.Shared.Rent(ExactSolution.ScratchFor(Factors));
        ExactSolution.Solve(SystemOf(shopper, items, confidences), vector, scratch);
        ArrayPool<float>.Shared.Return(scratch);
        ArrayPool<float>.Shared.Return(confidences);
        ArrayPool<int>.Shared.Return(items);
    }

    /// <inheritdoc/>
    /// <remarks>§5 of Hu, Koren and Volinsky: the score is Σ_j s(i, j)·c(j) over the history, s(i, j) = y_iᵀ(YᵀCY + λI)⁻¹y_j.</remarks>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        var items = new int[shopper.Items.Length];
        var confidences = new float[shopper.Items.Length];
        var scratch = new float[ExactSolution.ScratchFor(Factors)];
        var system = SystemOf(shopper, items, confidences);
        ExactSolution.Decompose(system, Factors, scratch);
        var direction = VectorOf(item).ToArray();
        Numerics.LinearAlgebra.Cholesky.Solve(scratch.AsSpan(0, Factors * Factors), Factors, direction);

        var reasons = new List<Reason>(system.Columns.Length);
        for (var i = 0; i < system.Columns.Length; i++)
            reasons.Add(new Reason("similar-taste", items[i], (1 + confidences[i]) * Dot.Of(VectorOf(items[i]), direction)));
        return [.. reasons.Where(reason => reason.Weight > 0).OrderByDescending(reason => reason.Weight).ThenBy(reason => reason.Item).Take(MostReasons)];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("item-factors", _itemFactors, Items.Count, Factors);
        writer.Add("objectives", _objectives);
        writer.Add("alpha", [_alpha]);
        writer.Add("penalty", [_penalty.Regularization, _penalty.Exponent, _penalty.MeanFeedback]);
        Index?.Save(writer.Part(IndexPart, VectorIndex.FileKind));
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static ImplicitFactorModel Read(ModelReader reader)
    {
        reader.Expect(ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var shape = reader.Shape("item-factors");
        if (shape.Length != 2 || shape[0] != items.Count || shape[1] < 1)
            throw reader.Invalid("item-factors", $"{items.Count} rows", $"the shape ({string.Join(" × ", shape.ToArray())})");
        var factors = reader.Floats("item-factors");
        ModelParts.RequireFinite(reader, "item-factors", factors);
        var penalty = reader.Doubles("penalty");
        if (penalty.Length != 3 || !penalty.All(double.IsFinite) || penalty[0] <= 0 || penalty[2] <= 0)
            throw reader.Invalid("penalty", "λ, ν and the mean feedback", string.Join(", ", penalty));
        var model = new ImplicitFactorModel(items, factors, new FrequencyPenalty(penalty[0], penalty[1], penalty[2]),
            ModelParts.Number(reader, "alpha"), shape[1], reader.Doubles("objectives"), reader.Options);
        if (!reader.Has($"{IndexPart}/vectors"))
            return model;
        var index = VectorIndex.Read(reader.Part(IndexPart));
        return FactorSearch.Fits(index, model)
            ? new ImplicitFactorModel(model, index)
            : throw reader.Invalid($"{IndexPart}/vectors", $"the {items.Count} items' vectors", $"{index.Count} others");
    }

    private RowSystem SystemOf(Shopper shopper, int[] items, float[] confidences)
    {
        var count = MergedHistory.Merge(shopper.Items, shopper.Weights, items, confidences);
        foreach (ref var confidence in confidences.AsSpan(0, count))
            confidence = (float)(_alpha * confidence);
        var present = confidences.AsSpan(0, count);
        return new RowSystem(_itemFactors, _gram, items.AsSpan(0, count), present, _penalty.Of(present));
    }

    private ReadOnlySpan<float> VectorOf(int item) => _itemFactors.AsSpan(item * Factors, Factors);
}
