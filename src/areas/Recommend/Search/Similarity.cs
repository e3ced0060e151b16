namespace Kirana.Recommend.Search;

/// <summary>How alike two vectors are.</summary>
public enum Similarity
{
    /// <summary>The inner product, as models of factors score.</summary>
    InnerProduct,

    /// <summary>The cosine of the angle between them; 0 where a vector is 0.</summary>
    Cosine,
}
