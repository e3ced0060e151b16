namespace Kirana.Recommend.Reranking;

/// <summary>How alike two items are. Immutable and thread-safe.</summary>
public interface IItemSimilarity
{
    /// <summary>Compares one item with others.</summary>
    /// <param name="item">The item's index.</param>
    /// <param name="others">Indices of other items.</param>
    /// <param name="similarities">Takes one number for each of <paramref name="others"/>: an inner product of vectors of length 1 or 0, so −1 to 1,
    /// and 1 of an item with itself.</param>
    void Of(int item, ReadOnlySpan<int> others, Span<float> similarities);
}
