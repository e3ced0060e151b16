using Kirana.Recommend;
using Kirana.Recommend.Lists;

namespace Kirana.Pipelines.Recommend;

/// <summary>Some consecutive requests of many.</summary>
/// <param name="All">All requests.</param>
/// <param name="Start">The first one.</param>
/// <param name="Count">How many.</param>
internal sealed record RequestSlice(IListRequests All, int Start, int Count) : IListRequests
{
    /// <inheritdoc/>
    public Shopper ShopperOf(int request) => All.ShopperOf(Start + request);

    /// <inheritdoc/>
    public ReadOnlySpan<int> ExcludedFrom(int request) => All.ExcludedFrom(Start + request);

    /// <inheritdoc/>
    public ReadOnlySpan<int> LastAmongEquals(int request) => All.LastAmongEquals(Start + request);
}
