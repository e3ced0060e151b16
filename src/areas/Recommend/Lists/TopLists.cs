using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Lists;

/// <summary>Makes the best lists for many shoppers at once.</summary>
/// <remarks>Models of factors score a block of shoppers against a block of items by one matrix product that stays in the
/// second-level cache, and leave out the shoppers whom no item there can serve, see <see cref="ItemTiles"/>; other models score one shopper after another. Lists do not depend on the number of threads.</remarks>
public static class TopLists
{
    private const int ShoppersPerBlock = 64;

    // Of many shoppers so many take a tile out of the third-level cache once.
    private const int ShoppersPerTile = 256;

    // A product of fewer rows is slower for each.
    private const int ShownAtOnce = 8;

    /// <summary>Makes the lists.</summary>
    /// <param name="model">The model.</param>
    /// <param name="requests">The lists asked for.</param>
    /// <param name="length">The most items of a list, at least 1.</param>
    /// <param name="context">Threads, cancellation and progress.</param>
    /// <param name="take">Takes each list.</param>
    public static void Make(IRecommender model, IListRequests requests, int length, FitContext context, ListTaker take) => Make(model, requests, length, context, take, scored: null);

    /// <summary>Makes the lists, and shows all scores of some requests on the way.</summary>
    internal static void Make(IRecommender model, IListRequests requests, int length, FitContext context, ListTaker take, IScoreTaker? scored)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        length = Math.Min(length, Math.Max(1, model.Items.Count));
        var tiles = model is IFactorRecommender factorModel ? ItemTiles.Of(factorModel) : null;
        var done = 0L;
        var perBlock = tiles is null ? ShoppersPerBlock : Math.Clamp(requests.Count / 16, ShoppersPerBlock, ShoppersPerTile);
        Blocks.Run(requests.Count, perBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var block = new ListBlock(requests, start, end, length, model.Items.Count, tiles);
            if (tiles is not null)
                ScoreByTiles(tiles, requests, block, scored);
            else
                ScoreOneByOne(model, requests, block, scored);
            block.Finish(take);
            context.Progress?.Report(new FitProgress("lists", Interlocked.Add(ref done, end - start), requests.Count));
        });
    }

    private static void ScoreOneByOne(IRecommender model, IListRequests requests, ListBlock block, IScoreTaker? scored)
    {
        var rented = ArrayPool<float>.Shared.Rent(model.Items.Count);
        var scores = rented.AsSpan(0, model.Items.Count);
        for (var shopper = 0; shopper < block.Count; shopper++)
        {
            model.Score(requests.ShopperOf(block.First + shopper), scores);
            if (scored?.Asks(block.First + shopper) is true)
                scored.Take(block.First + shopper, scores);
            block.Offer(shopper, first: 0, scores);
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static void ScoreByTiles(ItemTiles tiles, IListRequests requests, ListBlock block, IScoreTaker? scored)
    {
        var width = tiles.Model.Factors;
        var rentedVectors = ArrayPool<float>.Shared.Rent(block.Count * width);
        var rentedScores = ArrayPool<float>.Shared.Rent(block.Count * ItemTiles.ItemsPerTile);
        var vectors = rentedVectors.AsSpan(0, block.Count * width);
        // The shoppers still served, whose vectors stand at the front.
        var served = new (int Shopper, float Length)[block.Count];
        for (var shopper = 0; shopper < block.Count; shopper++)
        {
            var vector = vectors.Slice(shopper * width, width);
            tiles.Model.FoldIn(requests.ShopperOf(block.First + shopper), vector);
            served[shopper] = (shopper, MathF.Sqrt(Dot.Of(vector, vector)));
        }

        if (scored is not null)
            ShowAll(tiles, block, vectors, scored);
        var count = block.Count;
        for (var tile = 0; tile < tiles.Count; tile++)
        {
            var kept = 0;
            for (var i = 0; i < count; i++)
                if (tiles.MayReach(tile, served[i].Length, block.ThresholdOf(served[i].Shopper)))
                {
                    if (kept < i)
                        vectors.Slice(i * width, width).CopyTo(vectors[(kept * width)..]);
                    served[kept++] = served[i];
                }

            count = kept;
            var items = tiles.ItemsOf(tile);
            var scores = rentedScores.AsSpan(0, count * items);
            Gemm.Multiply(count, items, width, vectors[..(count * width)], tiles.FactorsOf(tile), scores);
            for (var i = 0; i < count; i++)
                block.Offer(served[i].Shopper, tile * ItemTiles.ItemsPerTile, scores.Slice(i * items, items));
        }

        ArrayPool<float>.Shared.Return(rentedScores);
        ArrayPool<float>.Shared.Return(rentedVectors);
    }

    /// <summary>Lists leave out tiles that cannot serve them; the shoppers asked for are scored in full, a few at a time.</summary>
    private static void ShowAll(ItemTiles tiles, ListBlock block, ReadOnlySpan<float> vectors, IScoreTaker scored)
    {
        var (width, all) = (tiles.Model.Factors, tiles.Model.Items.Count);
        var rented = ArrayPool<float>.Shared.Rent(ShownAtOnce * (all + ItemTiles.ItemsPerTile + width));
        var (full, tiled, few) = (rented.AsMemory(0, ShownAtOnce * all), rented.AsMemory(ShownAtOnce * all, ShownAtOnce * ItemTiles.ItemsPerTile), rented.AsMemory(ShownAtOnce * (all + ItemTiles.ItemsPerTile), ShownAtOnce * width));
        var shown = new List<int>(ShownAtOnce);
        for (var shopper = 0; shopper < block.Count; shopper++)
        {
            if (scored.Asks(block.First + shopper))
            {
                vectors.Slice(shopper * width, width).CopyTo(few.Span[(shown.Count * width)..]);
                shown.Add(shopper);
            }

            if (shown.Count == ShownAtOnce || (shown.Count > 0 && shopper == block.Count - 1))
            {
                ScoreAll(tiles, few.Span[..(shown.Count * width)], tiled.Span, full.Span);
                for (var place = 0; place < shown.Count; place++)
                    scored.Take(block.First + shown[place], full.Span.Slice(place * all, all));
                shown.Clear();
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Scores all items for a few shoppers (shoppers × items).</summary>
    private static void ScoreAll(ItemTiles tiles, ReadOnlySpan<float> vectors, Span<float> tiled, Span<float> full)
    {
        var (width, all) = (tiles.Model.Factors, tiles.Model.Items.Count);
        var shoppers = vectors.Length / width;
        for (var tile = 0; tile < tiles.Count; tile++)
        {
            var items = tiles.ItemsOf(tile);
            Gemm.Multiply(shoppers, items, width, vectors, tiles.FactorsOf(tile), tiled[..(shoppers * items)]);
            for (var shopper = 0; shopper < shoppers; shopper++)
                for (var place = 0; place < items; place++)
                    full[shopper * all + tiles.ItemAt(tile * ItemTiles.ItemsPerTile + place)] = tiled[shopper * items + place];
        }
    }
}
