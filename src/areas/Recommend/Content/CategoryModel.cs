using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Content;

/// <summary>What is popular in each category, and how much each category is bought. Immutable and thread-safe; scoring allocates nothing once warm.</summary>
/// <remarks>An item without a category, or that nobody dealt with, scores −∞.</remarks>
public sealed class CategoryModel : IRecommender
{
    internal const string ModelKind = "category";
    private const int LayoutVersion = 1;

    private readonly int[] _categories;
    private readonly float[] _within;
    private readonly float[] _usual;
    private readonly double _smoothing;
    private readonly double _halfLife;
    private readonly string _options;

    internal CategoryModel(IdMap items, int[] categories, float[] within, float[] usual, double smoothing, double halfLife, string options)
    {
        Items = items;
        (_categories, _within, _usual, _smoothing, _halfLife, _options) = (categories, within, usual, smoothing, halfLife, options);
    }

    /// <inheritdoc/>
    public string Kind => ModelKind;

    /// <inheritdoc/>
    public IdMap Items { get; }

    /// <inheritdoc/>
    public void Score(Shopper shopper, Span<float> scores)
    {
        Scores.RequireOnePlaceEach(Items, scores);
        var rented = ArrayPool<float>.Shared.Rent(_usual.Length);
        var shares = rented.AsSpan(0, _usual.Length);
        Mix(shopper, shares);
        for (var item = 0; item < scores.Length; item++)
            scores[item] = _within[item] > 0 ? shares[_categories[item]] * _within[item] : float.NegativeInfinity;
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reason> Explain(Shopper shopper, int item)
    {
        if (!(_within[item] > 0))
            return [];
        var shares = new float[_usual.Length];
        Mix(shopper, shares);
        // The latest item of the category speaks for it; without one it is what everybody buys.
        var speaker = -1;
        foreach (var own in shopper.Items)
            if (_categories[own] == _categories[item])
                speaker = own;
        return [new Reason(speaker < 0 ? "popular" : "category", speaker, shares[_categories[item]] * _within[item])];
    }

    /// <inheritdoc/>
    public void Save(ModelWriter writer)
    {
        writer.Options = _options;
        writer.AddStrings("items", Items.Ids);
        writer.Add("categories", _categories);
        writer.Add("within", _within);
        writer.Add("usual", _usual);
        writer.Add("settings", [_smoothing, _halfLife]);
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static CategoryModel Read(ModelReader reader)
    {
        reader.Expect(ModelKind, LayoutVersion);
        var items = new IdMap(reader.Strings("items"));
        var (categories, within, usual, settings) = (reader.Ints("categories"), reader.Floats("within"), reader.Floats("usual"), reader.Doubles("settings"));
        ModelParts.RequireLength(reader, "categories", categories.Length, items.Count);
        ModelParts.RequireLength(reader, "within", within.Length, items.Count);
        ModelParts.RequireLength(reader, "settings", settings.Length, 2);
        ModelParts.RequireFinite(reader, "within", within);
        ModelParts.RequireFinite(reader, "usual", usual);
        for (var item = 0; item < items.Count; item++)
            if (categories[item] < -1 || categories[item] >= usual.Length || (within[item] > 0 && categories[item] < 0))
                throw reader.Invalid("categories", $"categories of {usual.Length}", $"{categories[item]}");
        if (!(settings[0] > 0) || !(settings[1] > 0))
            throw reader.Invalid("settings", "a positive smoothing and half-life", string.Join(", ", settings));
        return new CategoryModel(items, categories, within, usual, settings[0], settings[1], reader.Options);
    }

    /// <summary>P(c | shopper) of every category.</summary>
    private void Mix(Shopper shopper, Span<float> shares)
    {
        shares.Clear();
        var (decay, age, sum) = ((float)Elementary.Exp(-Elementary.Log(2.0) / _halfLife), 1f, 0.0);
        for (var e = shopper.Items.Length - 1; e >= 0; e--, age *= decay)
            if (_categories[shopper.Items[e]] is var category and >= 0)
            {
                shares[category] += shopper.Weights[e] * age;
                sum += shopper.Weights[e] * age;
            }

        for (var category = 0; category < shares.Length; category++)
            shares[category] = (float)((shares[category] + _smoothing * _usual[category]) / (sum + _smoothing));
    }
}
