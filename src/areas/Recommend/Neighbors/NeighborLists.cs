namespace Kirana.Recommend.Neighbors;

/// <summary>Each item's most similar items in flat arrays, most similar first.</summary>
/// <param name="Starts">Where each item's list begins, and the end: items + 1 places.</param>
/// <param name="Items">The neighbours of all lists.</param>
/// <param name="Similarities">Their similarities, positive, beside <paramref name="Items"/>.</param>
internal sealed record NeighborLists(int[] Starts, int[] Items, float[] Similarities)
{
    /// <summary>The neighbours of an item.</summary>
    public ReadOnlySpan<int> ItemsOf(int item) => Items.AsSpan(Starts[item]..Starts[item + 1]);

    /// <summary>Their similarities.</summary>
    public ReadOnlySpan<float> SimilaritiesOf(int item) => Similarities.AsSpan(Starts[item]..Starts[item + 1]);
}
