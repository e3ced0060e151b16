namespace Kirana.Recommend.Reranking;

/// <summary>Why an item has its place.</summary>
public enum PlaceCause
{
    /// <summary>It was the best of what was left.</summary>
    Best,

    /// <summary>A rule keeps the place for it.</summary>
    Pinned,

    /// <summary>It is new, and the place is kept for trying new items.</summary>
    Explored,
}
