namespace Kirana.Storage.Imports;

/// <summary>How many records go where. Internal and settable so that tests need not write millions of rows.</summary>
internal sealed record ImportRules
{
    /// <summary>The most new records an import puts into the fresh table, and the most that stay there unsealed.</summary>
    public int FreshRows { get; init; } = 100_000;

    /// <summary>Records of one segment, about 29 MB of events.</summary>
    public int SegmentRows { get; init; } = 1 << 20;

    /// <summary>Small segments of one kind that are tolerated; one more and they are merged.</summary>
    public int SmallSegments { get; init; } = 8;
}
