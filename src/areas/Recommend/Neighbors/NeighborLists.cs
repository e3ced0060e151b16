using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Neighbors;

/// <summary>Each item's most similar items in flat arrays, most similar first.</summary>
/// <param name="Starts">Where each item's list begins, and the end: items + 1 places.</param>
/// <param name="Items">The neighbours of all lists.</param>
/// <param name="Similarities">Their similarities beside <paramref name="Items"/>.</param>
internal sealed record NeighborLists(int[] Starts, int[] Items, float[] Similarities)
{
    /// <summary>The neighbours of an item.</summary>
    public ReadOnlySpan<int> ItemsOf(int item) => Items.AsSpan(Starts[item]..Starts[item + 1]);

    /// <summary>Their similarities.</summary>
    public ReadOnlySpan<float> SimilaritiesOf(int item) => Similarities.AsSpan(Starts[item]..Starts[item + 1]);

    /// <summary>The lists of every item one after another.</summary>
    /// <param name="items">Each item's neighbours, most similar first.</param>
    /// <param name="similarities">Their similarities.</param>
    public static NeighborLists Of(int[][] items, float[][] similarities)
    {
        var starts = new int[items.Length + 1];
        for (var item = 0; item < items.Length; item++)
            starts[item + 1] = starts[item] + items[item].Length;
        return new NeighborLists(starts, [.. items.SelectMany(list => list)], [.. similarities.SelectMany(list => list)]);
    }

    /// <summary>The same lists and empty ones behind them.</summary>
    /// <param name="count">The number of items, at least as many as there are.</param>
    public NeighborLists Grown(int count)
    {
        var starts = new int[count + 1];
        Starts.CopyTo(starts, 0);
        starts.AsSpan(Starts.Length).Fill(Starts[^1]);
        return this with { Starts = starts };
    }

    /// <summary>Writes the lists.</summary>
    public void Save(ModelWriter writer)
    {
        writer.Add("starts", Starts);
        writer.Add("neighbors", Items);
        writer.Add("similarities", Similarities);
    }

    /// <summary>Reads lists that <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="itemCount">The number of items.</param>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static NeighborLists Read(ModelReader reader, int itemCount)
    {
        var starts = reader.Ints("starts");
        var neighbors = reader.Ints("neighbors");
        var similarities = reader.Floats("similarities");
        ModelParts.RequireStarts(reader, "starts", starts, itemCount, neighbors.Length);
        ModelParts.RequireIndices(reader, "neighbors", neighbors, itemCount);
        ModelParts.RequireLength(reader, "similarities", similarities.Length, neighbors.Length);
        ModelParts.RequireFinite(reader, "similarities", similarities);
        return new NeighborLists(starts, neighbors, similarities);
    }
}
