using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Search;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Increments;

/// <summary>Improves the vectors of the items that changed against those of shoppers, as half a sweep of alternating least squares does.</summary>
/// <remarks>A shopper's vector is found by the items as they were. XᵀX, to which every shopper adds, is taken of a part of them, spread evenly, and
/// scaled up: it is a mean over many. Both sides take steps of conjugate gradients, which cost a tenth of exact solutions.</remarks>
internal static class FactorIncrement
{
    private const int ShoppersOfGram = 512;

    /// <summary>The users of an item that its vector is solved against, the latest: more hardly move it.</summary>
    private const int MostUsers = 256;

    /// <summary>A shopper's vector begins at 0, an item's mostly near its end.</summary>
    private const int ShopperSteps = 3, ItemSteps = 3;

    private const int RowsPerBlock = 16;

    /// <summary>Takes events in.</summary>
    public static IRecommender Of(ImplicitFactorModel model, ImplicitAls learner, NewEvents events, FitContext context)
    {
        var (items, width) = (events.Interactions.Items, model.Factors);
        var users = SparseRows.Merged(events.Interactions).Select(weight => (float)(learner.Alpha * weight));
        var (byItem, userPenalty) = (users.Transposed(), FrequencyPenalty.For(users, learner));
        int[] changed = [.. Enumerable.Range(0, byItem.RowCount).Where(item => events.Changed[item])];
        int[] filled = [.. Enumerable.Range(0, users.RowCount).Where(user => users.LengthOf(user) > 0)];
        int[] drawn = [.. Enumerable.Range(0, Math.Min(ShoppersOfGram, filled.Length)).Select(place => filled[(int)((long)place * filled.Length / Math.Min(ShoppersOfGram, filled.Length))])];
        int[] shoppers = [.. changed.SelectMany(item => byItem.ColumnsOf(item)[FirstOf(byItem, item)..].ToArray()).Concat(drawn).Distinct().Order()];
        var places = new int[users.RowCount];
        for (var place = 0; place < shoppers.Length; place++)
            places[shoppers[place]] = place;

        // A new item's vector is 0 here, so that it says nothing of its shoppers.
        var (factors, vectors) = (new float[items.Count * width], new float[shoppers.Length * width]);
        model.ItemFactors.CopyTo(factors);
        var basis = new FactorBasis(BlockedGram.Of(factors, width, context), width);
        basis.Turn(factors, brief: null, context);
        Improve(vectors, shoppers.Length, place => place, width, fromZero: true, ShopperSteps, shoppers.Max(users.LengthOf), context, place =>
            new RowSystem(factors, basis.Spectrum, users.ColumnsOf(shoppers[place]), users.ValuesOf(shoppers[place]), userPenalty.Of(users.ValuesOf(shoppers[place]))));

        var userBasis = new FactorBasis(Gram(vectors, drawn, places, filled.Length, width, context), width);
        userBasis.Turn(vectors, brief: null, context);
        userBasis.Turn(factors, brief: null, context);
        var penalty = FrequencyPenalty.For(byItem, learner);
        Improve(factors, changed.Length, place => changed[place], width, fromZero: false, ItemSteps, MostUsers, context, place =>
        {
            var (item, first) = (changed[place], FirstOf(byItem, changed[place]));
            return new RowSystem(
                vectors, userBasis.Spectrum, Array.ConvertAll(byItem.ColumnsOf(item)[first..].ToArray(), user => places[user]), byItem.ValuesOf(item)[first..], penalty.Of(byItem.ValuesOf(item)));
        });
        var grown = new ImplicitFactorModel(items, factors, userPenalty, learner.Alpha, width, [.. model.Objectives], learner.Options);
        return model.Index is null ? grown : FactorSearch.Indexed(grown, events.Interactions, context);
    }

    private static int FirstOf(SparseRows byItem, int item) => Math.Max(0, byItem.LengthOf(item) - MostUsers);

    private static float[] Gram(float[] vectors, int[] drawn, int[] places, int shoppers, int width, FitContext context)
    {
        var chosen = new float[drawn.Length * width];
        for (var place = 0; place < drawn.Length; place++)
            vectors.AsSpan(places[drawn[place]] * width, width).CopyTo(chosen.AsSpan(place * width));
        var gram = BlockedGram.Of(chosen, width, context);
        foreach (ref var value in gram.AsSpan())
            value *= (float)shoppers / drawn.Length;
        return gram;
    }

    /// <summary>Improves some vectors of a side. The scratch is that of a side of such a width and longest row.</summary>
    private static void Improve(float[] vectors, int count, Func<int, int> rowOf, int width, bool fromZero, int steps, int longest, FitContext context, SystemOf systemOf) =>
        Blocks.Run(count, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var (scratch, scores) = (new float[4 * width + 2 * longest], new float[longest]);
            for (var place = start; place < end; place++)
            {
                var system = systemOf(place);
                ConjugateGradient.Improve(system, fromZero, vectors.AsSpan(rowOf(place) * width, width), scores.AsSpan(0, system.Columns.Length), steps, scratch);
            }
        });

    private delegate RowSystem SystemOf(int place);
}
