using System.Buffers;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>The best items of models of factors by an index, where a catalogue is too large to score whole.</summary>
public static class FactorSearch
{
    /// <summary>A wanted item costs a search, which ranks it and scores it exactly, what ten cost that are only scored: of more than a tenth of the
    /// items all are scored. Measured at one thread with 64 factors, both cost the same at 7,700 of 41,000 items and at 11,000 of 99,000; recall stays
    /// above 0.97 throughout.</summary>
    private const int ScoredPerWanted = 10;

    /// <summary>Gives a model of factors an index, fitted by the vectors of its shoppers.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="interactions">What it was fitted on, or other shoppers like those it will serve.</param>
    /// <param name="context">Seed, threads and cancellation.</param>
    /// <param name="options">How to build the index; the default finds 0.99 of the best 500 items of more than 20,000.</param>
    /// <returns>The model with an index; the model itself where it has no factors, or no more items than are scanned.</returns>
    public static IRecommender Indexed(IRecommender model, Interactions interactions, FitContext context, VectorIndexOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(interactions);
        options ??= new VectorIndexOptions();
        if (model is not IFactorRecommender factors || model.Items.Count <= options.ScanLimit)
            return model;
        var shoppers = Math.Min(interactions.Users.Count, options.MostQueries);
        var queries = new float[shoppers * factors.Factors];
        for (var shopper = 0; shopper < shoppers; shopper++)
        {
            // Evenly over all, since neighbours may have come on the same day.
            var user = (int)((long)shopper * interactions.Users.Count / shoppers);
            factors.FoldIn(Shopper.Of(interactions, user), queries.AsSpan(shopper * factors.Factors, factors.Factors));
        }

        return factors.WithIndex(VectorIndex.Build(factors.ItemFactors.ToArray(), factors.Factors, options with { Queries = queries }, context));
    }

    /// <summary>Whether an index holds the vectors of a model's items, each by the item's index.</summary>
    internal static bool Fits(VectorIndex index, IFactorRecommender model)
    {
        if (index.Similarity is not Similarity.InnerProduct || index.Dimensions != model.Factors || index.Count != model.Items.Count)
            return false;
        var vector = new float[model.Factors];
        for (var item = 0; item < model.Items.Count; item++)
            if (!index.TryGetVector(item, vector) || !vector.AsSpan().SequenceEqual(model.ItemFactors.Slice(item * model.Factors, model.Factors)))
                return false;
        return true;
    }

    /// <summary>Scores the best items of a shopper as the model would: by its index where it has one, and then says nothing of the others.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="shopper">The shopper.</param>
    /// <param name="count">How many best items are wanted, at least 1, those counted that will be left out. Items of the history are always scored.</param>
    /// <param name="scores">One place for each item; may be −∞ for the others.</param>
    public static void ScoreBest(IRecommender model, Shopper shopper, int count, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (count <= model.Items.Count / ScoredPerWanted && model is IFactorRecommender { Index: { } index } factors)
            ScoreBest(factors, index, shopper, count, scores);
        else
            model.Score(shopper, scores);
    }

    private static void ScoreBest(IFactorRecommender model, VectorIndex index, Shopper shopper, int count, Span<float> scores)
    {
        count = Math.Min(count, scores.Length);
        scores.Fill(float.NegativeInfinity);
        var (rented, results) = (ArrayPool<float>.Shared.Rent(model.Factors), ArrayPool<ScoredItem>.Shared.Rent(count));
        var vector = rented.AsSpan(0, model.Factors);
        model.FoldIn(shopper, vector);
        foreach (var item in results.AsSpan(0, index.Search(vector, count, results)))
            scores[item.Handle] = item.Score;
        foreach (var item in shopper.Items)
            scores[item] = Dot.Of(model.ItemFactors.Slice(item * model.Factors, model.Factors), vector);
        ArrayPool<ScoredItem>.Shared.Return(results);
        ArrayPool<float>.Shared.Return(rented);
    }
}
