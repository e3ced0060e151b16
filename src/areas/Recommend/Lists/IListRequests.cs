namespace Kirana.Recommend.Lists;

/// <summary>Many lists asked for at once: for each, whom it is for and what must not be in it.</summary>
/// <remarks>Called from several threads.</remarks>
public interface IListRequests
{
    /// <summary>The number of lists.</summary>
    int Count { get; }

    /// <summary>Whom a list is for.</summary>
    /// <param name="request">0 … <see cref="Count"/> − 1.</param>
    Shopper ShopperOf(int request);

    /// <summary>The items that must not be in a list; any order, repeats allowed.</summary>
    /// <param name="request">0 … <see cref="Count"/> − 1.</param>
    ReadOnlySpan<int> ExcludedFrom(int request);

    /// <summary>The items that come last among items of equal score, in ascending order; none by default.</summary>
    /// <param name="request">0 … <see cref="Count"/> − 1.</param>
    /// <remarks>An evaluation names the right answers here, so that ties count against the model.</remarks>
    ReadOnlySpan<int> LastAmongEquals(int request) => [];
}
