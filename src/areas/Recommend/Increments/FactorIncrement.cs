using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Search;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Increments;

/// <summary>Solves the vectors of the items that changed against those of shoppers, as half a sweep of alternating least squares does.</summary>
/// <remarks>A shopper's vector is folded in by the items as they were. XᵀX, to which every shopper adds, is taken of a part of them, spread evenly, and
/// scaled up: it is a mean over many.</remarks>
internal static class FactorIncrement
{
    private const int ShoppersOfGram = 1024;

    /// <summary>The users of an item that its vector is solved against, the latest: more hardly move it.</summary>
    private const int MostUsers = 512;

    private const int ItemsPerBlock = 16;

    /// <summary>Takes events in.</summary>
    public static IRecommender Of(ImplicitFactorModel model, ImplicitAls learner, NewEvents events, FitContext context)
    {
        var (items, width) = (events.Interactions.Items, model.Factors);
        var factors = new float[items.Count * width];
        model.ItemFactors.CopyTo(factors);
        var users = SparseRows.Merged(events.Interactions).Select(weight => (float)(learner.Alpha * weight));
        var byItem = users.Transposed();
        int[] changed = [.. Enumerable.Range(0, byItem.RowCount).Where(item => events.Changed[item])];
        var shoppers = changed.SelectMany(item => byItem.ColumnsOf(item)[Math.Max(0, byItem.LengthOf(item) - MostUsers)..].ToArray()).Distinct().Order().ToArray();
        var vectors = Fold(model, shoppers, events, context);
        var places = new int[users.RowCount];
        for (var place = 0; place < shoppers.Length; place++)
            places[shoppers[place]] = place;
        var gram = Gram(model, users, events, context);
        var penalty = FrequencyPenalty.For(byItem, learner);
        Blocks.Run(changed.Length, ItemsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var scratch = new float[ExactSolution.ScratchFor(width)];
            for (var i = start; i < end; i++)
            {
                var item = changed[i];
                var first = Math.Max(0, byItem.LengthOf(item) - MostUsers);
                var rows = Array.ConvertAll(byItem.ColumnsOf(item)[first..].ToArray(), user => places[user]);
                try
                {
                    ExactSolution.Solve(new RowSystem(vectors, gram, rows, byItem.ValuesOf(item)[first..], penalty.Of(byItem.ValuesOf(item))), factors.AsSpan(item * width, width), scratch);
                }
                catch (NotConvergedException)
                {
                    // The item keeps what it was; a whole training meets the same weights and says so.
                    (item < model.Items.Count ? model.ItemFactors.Slice(item * width, width) : new float[width]).CopyTo(factors.AsSpan(item * width, width));
                }
            }
        });
        var grown = new ImplicitFactorModel(items, factors, FrequencyPenalty.For(users, learner), learner.Alpha, width, [.. model.Objectives], learner.Options);
        return model.Index is null ? grown : FactorSearch.Indexed(grown, events.Interactions, context);
    }

    private static float[] Gram(ImplicitFactorModel model, SparseRows users, NewEvents events, FitContext context)
    {
        int[] filled = [.. Enumerable.Range(0, users.RowCount).Where(user => users.LengthOf(user) > 0)];
        var count = Math.Min(ShoppersOfGram, filled.Length);
        int[] drawn = [.. Enumerable.Range(0, count).Select(place => filled[(int)((long)place * filled.Length / count)])];
        var gram = BlockedGram.Of(Fold(model, drawn, events, context), model.Factors, context);
        foreach (ref var value in gram.AsSpan())
            value *= (float)filled.Length / count;
        return gram;
    }

    /// <summary>The vectors of shoppers by the items that the model knows.</summary>
    private static float[] Fold(ImplicitFactorModel model, int[] shoppers, NewEvents events, FitContext context)
    {
        var (known, width) = (model.Items.Count, model.Factors);
        var vectors = new float[shoppers.Length * width];
        Blocks.Run(shoppers.Length, ItemsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var place = start; place < end; place++)
            {
                var items = events.Interactions.ItemsOf(shoppers[place]).ToArray();
                var isKnown = Array.ConvertAll(items, item => item < known);
                var weights = events.Interactions.WeightsOf(shoppers[place]).ToArray().Where((_, e) => isKnown[e]).ToArray();
                try
                {
                    model.FoldIn(new Shopper([.. items.Where(item => item < known)], weights, new long[weights.Length], 0), vectors.AsSpan(place * width, width));
                }
                catch (NotConvergedException)
                {
                    vectors.AsSpan(place * width, width).Clear();
                }
            }
        });
        return vectors;
    }
}
