namespace Kirana.Learn.Forests;

/// <summary>The training rows of each leaf of a tree.</summary>
/// <param name="Start">Where the rows of each node begin, and where those of the last one end (nodes + 1); splits have none.</param>
/// <param name="Row">The rows, node by node.</param>
/// <param name="Weight">The weight of each in its tree.</param>
internal sealed record LeafRows(int[] Start, int[] Row, float[] Weight)
{
    /// <summary>Sorts rows by their leaf.</summary>
    public static LeafRows Of(int nodes, List<(int Node, int Row, float Weight)> all)
    {
        var (start, rows, weights) = (new int[nodes + 1], new int[all.Count], new float[all.Count]);
        foreach (var (node, _, _) in all)
            start[node + 1]++;
        for (var node = 0; node < nodes; node++)
            start[node + 1] += start[node];
        var next = (int[])start.Clone();
        foreach (var (node, row, weight) in all)
        {
            (rows[next[node]], weights[next[node]]) = (row, weight);
            next[node]++;
        }

        return new LeafRows(start, rows, weights);
    }

    /// <summary>The rows of a leaf.</summary>
    public ReadOnlySpan<int> Of(int leaf) => Row.AsSpan(Start[leaf]..Start[leaf + 1]);

    /// <summary>The weights of the rows of a leaf.</summary>
    public ReadOnlySpan<float> WeightsOf(int leaf) => Weight.AsSpan(Start[leaf]..Start[leaf + 1]);
}
