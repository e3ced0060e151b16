namespace Kirana.Recommend.Reranking.Rules;

/// <summary>What a business rule does.</summary>
public enum RuleKind
{
    /// <summary>Its items are never listed.</summary>
    Exclude,

    /// <summary>Its items are listed only with so many units on hand; items of unknown stock are listed.</summary>
    RequireStock,

    /// <summary>Its items are listed only within a range of prices; items of unknown price are not.</summary>
    PriceBand,

    /// <summary>The relevance of its items is multiplied.</summary>
    Boost,

    /// <summary>The first of its items that may be listed takes a place of its own.</summary>
    Pin,

    /// <summary>At most so many of its items of one brand or category stand in a list.</summary>
    Cap,
}
