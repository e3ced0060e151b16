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
}
