namespace Kirana.Storage.Imports;

/// <summary>How many records go where. Internal and settable so that tests need not write millions of rows.</summary>
internal sealed record ImportRules
{
    /// <summary>The most new records an import puts into the fresh table, and the most that stay there unsealed.</summary>
    public int FreshRows { get; init; } = 100_000;

    /// <summary>The most records of one segment that an import writes, and of each chunk it holds in memory; at least twice <see cref="FreshRows"/>.</summary>
    public int SegmentRows { get; init; } = 1 << 19;

    /// <summary>About how many fresh records are moved into a segment at once, which bounds the memory that it takes.</summary>
    public int SealRows { get; init; } = 1 << 18;

    /// <summary>Small segments of one kind that are tolerated; one more and they are merged.</summary>
    public int SmallSegments { get; init; } = 8;
}
