namespace Kirana.Learn;

/// <summary>The number of the random stream for each use of randomness in this room, so that uses do not disturb each other.</summary>
internal static class RandomUse
{
    public const ulong BinSample = 1;

    /// <summary>Row sampling of tree t is stream <c>RowSample + t</c>.</summary>
    public const ulong RowSample = 1UL << 32;

    /// <summary>Column sampling of tree t is stream <c>ColumnSample + t</c>.</summary>
    public const ulong ColumnSample = 2UL << 32;

    /// <summary>Dropping trees before tree t is stream <c>TreeDrop + t</c>.</summary>
    public const ulong TreeDrop = 3UL << 32;

    /// <summary>The rows of tree t of a forest are stream <c>Bag + t</c>.</summary>
    public const ulong Bag = 4UL << 32;

    /// <summary>The features and cuts of tree t of a forest are stream <c>ForestTree + t</c>.</summary>
    public const ulong ForestTree = 5UL << 32;

    /// <summary>Training sample r is stream <c>Sample + r</c>.</summary>
    public const ulong Sample = 6UL << 32;

    /// <summary>Parting rows into folds.</summary>
    public const ulong Folds = 7UL << 32;

    /// <summary>Shuffle r, or that for tree r, of group g is stream <c>Permutation + 2³²·r + g</c>.</summary>
    public const ulong Permutation = 8UL << 32;

    /// <summary>The order of the rows in epoch e of a stochastic descent is stream <c>BatchOrder + e</c>.</summary>
    public const ulong BatchOrder = 9UL << 32;

    /// <summary>The seed of round r of a selection is from stream <c>Shadow + r</c>; by that seed the shadow of feature f is stream <c>Shadow + f</c>.</summary>
    public const ulong Shadow = 12UL << 32;

    /// <summary>The seed of repeat r of a cross-validation is from stream <c>Repeat + r</c>.</summary>
    public const ulong Repeat = 10UL << 32;

    /// <summary>The points of a search.</summary>
    public const ulong Search = 11UL << 32;

    /// <summary>Orders of features and other rows of a sampled explanation.</summary>
    public const ulong Explanation = 13UL << 32;

    /// <summary>The weights of layer l of a network at the start are stream <c>NetworkStart + l</c>.</summary>
    public const ulong NetworkStart = 20UL << 32;

    /// <summary>The units that row i of batch b of a network drops are stream <c>Dropout + 2³²·b + i</c>.</summary>
    public const ulong Dropout = 1UL << 60;

    /// <summary>Which rows a network keeps for its own validation.</summary>
    public const ulong NetworkValidation = 21UL << 32;

    /// <summary>The centres that start s of a clustering begins at are stream <c>ClusterStart + s</c>.</summary>
    public const ulong ClusterStart = 22UL << 32;

    /// <summary>The rows of subsample r of a selection are stream <c>Subsample + r</c>.</summary>
    public const ulong Subsample = 30UL << 32;

    /// <summary>Noise that moves equal numbers apart.</summary>
    public const ulong Jitter = 31UL << 32;
}
