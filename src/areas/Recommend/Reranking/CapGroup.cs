namespace Kirana.Recommend.Reranking;

/// <summary>What a cap counts together.</summary>
public enum CapGroup
{
    /// <summary>Items of one brand.</summary>
    Brand,

    /// <summary>Items of one category, down to a level of its path.</summary>
    Category,
}
