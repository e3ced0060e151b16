using System.Buffers;
using Kirana.Data.ModelFiles;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Ranking;

/// <summary>Chances of candidates and what each is worth, mixed into a learnt order. Immutable and thread-safe.</summary>
/// <param name="model">The chances.</param>
/// <param name="mix">What a list is to bring.</param>
/// <param name="traits">Prices, if any are known.</param>
internal sealed class MixedHeads(OutcomeModel model, ObjectiveMix mix, ItemTraits? traits)
{
    private readonly double _meanPrice = MeanPrice(traits);

    /// <summary>The chances.</summary>
    public OutcomeModel Model => model;

    /// <summary>The same chances with other prices.</summary>
    public MixedHeads With(ItemTraits? others) => new(model, mix, others);

    /// <summary>Turns the scores of a learnt order into those of the mix.</summary>
    /// <param name="items">The candidates.</param>
    /// <param name="rows">Their features.</param>
    /// <param name="scores">Their scores by the order; takes those of the mix.</param>
    public void Mix(ReadOnlySpan<int> items, ReadOnlySpan<float> rows, Span<float> scores)
    {
        if (mix.IsOrderAlone)
            return;
        var (chances, values) = (ArrayPool<OutcomeChances>.Shared.Rent(items.Length), ArrayPool<float>.Shared.Rent(items.Length));
        model.Predict(rows, chances.AsSpan(0, items.Length));
        for (var i = 0; i < items.Length; i++)
            values[i] = (float)mix.ValueOf(chances[i], PriceOf(items[i]));
        var value = values.AsSpan(0, items.Length);
        Standardize(value);
        Standardize(scores);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = (float)(mix.Order * scores[i] + value[i]);
        ArrayPool<OutcomeChances>.Shared.Return(chances);
        ArrayPool<float>.Shared.Return(values);
    }

    /// <summary>Writes the heads.</summary>
    public void Save(ModelWriter writer)
    {
        writer.Add("mix", [mix.Order, mix.Click, mix.Cart, mix.Purchase, mix.Revenue]);
        model.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static MixedHeads Read(ModelReader reader, ItemTraits? traits)
    {
        var weights = reader.Doubles("mix");
        ModelParts.RequireLength(reader, "mix", weights.Length, 5);
        return new MixedHeads(OutcomeModel.Read(reader), new ObjectiveMix { Order = weights[0], Click = weights[1], Cart = weights[2], Purchase = weights[3], Revenue = weights[4] }, traits);
    }

    private double PriceOf(int item) => traits?[item].Price is { } price and > 0 ? price / _meanPrice : 1;

    private static double MeanPrice(ItemTraits? traits)
    {
        var (sum, count) = (0.0, 0);
        for (var item = 0; item < (traits?.Items.Count ?? 0); item++)
            if (traits![item].Price > 0)
                (sum, count) = (sum + traits[item].Price, count + 1);
        return count == 0 ? 1 : sum / count;
    }

    private static void Standardize(Span<float> values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
            sum += value;
        var mean = sum / Math.Max(1, values.Length);
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / Math.Max(1, values.Length));
        foreach (ref var value in values)
            value = deviation > 0 ? (float)((value - mean) / deviation) : 0;
    }
}
