namespace Kirana.Recommend.Lists;

/// <summary>A model's item vectors in tiles of consecutive items, each transposed (factors × items).</summary>
/// <remarks>A matrix product reads such a tile in order, which makes it 1.8 times as fast as products with rows (measured at 64
/// factors); transposing costs less than the lists of a hundred shoppers.</remarks>
internal sealed class ItemTiles
{
    /// <summary>Items of a tile: the scores of 256 shoppers then are 512 KB and stay in the second-level cache, and a tile is read for all of them.</summary>
    public const int ItemsPerTile = 512;

    private readonly float[][] _tiles;

    private ItemTiles(IFactorRecommender model, float[][] tiles)
    {
        Model = model;
        _tiles = tiles;
    }

    /// <summary>The model.</summary>
    public IFactorRecommender Model { get; }

    /// <summary>The number of tiles.</summary>
    public int Count => _tiles.Length;

    /// <summary>Makes the tiles of a model.</summary>
    public static ItemTiles Of(IFactorRecommender model)
    {
        var tiles = new float[(model.Items.Count + ItemsPerTile - 1) / ItemsPerTile][];
        for (var tile = 0; tile < tiles.Length; tile++)
        {
            var first = tile * ItemsPerTile;
            var items = Math.Min(ItemsPerTile, model.Items.Count - first);
            var rows = model.ItemFactors.Slice(first * model.Factors, items * model.Factors);
            var transposed = tiles[tile] = new float[rows.Length];
            for (var item = 0; item < items; item++)
                for (var factor = 0; factor < model.Factors; factor++)
                    transposed[factor * items + item] = rows[item * model.Factors + factor];
        }

        return new ItemTiles(model, tiles);
    }

    /// <summary>The number of items of a tile.</summary>
    public int ItemsOf(int tile) => _tiles[tile].Length / Model.Factors;

    /// <summary>A tile (factors × items).</summary>
    public ReadOnlySpan<float> FactorsOf(int tile) => _tiles[tile];
}
