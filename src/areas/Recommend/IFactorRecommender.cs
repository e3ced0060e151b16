using Kirana.Recommend.Search;

namespace Kirana.Recommend;

/// <summary>A recommender whose score is the inner product of a shopper's vector and an item's vector.</summary>
/// <remarks>Lists for many shoppers then are one matrix product, and items can be searched by an index of vectors.</remarks>
public interface IFactorRecommender : IRecommender
{
    /// <summary>The length of a vector.</summary>
    int Factors { get; }

    /// <summary>The items' vectors (items × factors), row-major.</summary>
    ReadOnlySpan<float> ItemFactors { get; }

    /// <summary>An index of the items' vectors, whose handles are items' indices; <see langword="null"/> where all items are scored.</summary>
    VectorIndex? Index { get; }

    /// <summary>The same model with an index, see <see cref="FactorSearch.Indexed"/>.</summary>
    /// <param name="index">An index of exactly this model's items by their inner products.</param>
    /// <exception cref="ArgumentException">The index holds something else.</exception>
    IFactorRecommender WithIndex(VectorIndex index);

    /// <summary>Finds the vector of a shopper from what the shopper did.</summary>
    /// <param name="shopper">What the shopper did; may be empty, then the vector is 0.</param>
    /// <param name="vector">One place for each factor.</param>
    void FoldIn(Shopper shopper, Span<float> vector);
}
