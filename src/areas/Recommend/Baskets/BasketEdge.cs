namespace Kirana.Recommend.Baskets;

/// <summary>What joins two items of a graph of baskets, as reasons say it.</summary>
public enum BasketEdge
{
    /// <summary>They are bought together: <c>bought-together</c>.</summary>
    Bought,

    /// <summary>They are looked at together: <c>seen-together</c>.</summary>
    Seen,
}
