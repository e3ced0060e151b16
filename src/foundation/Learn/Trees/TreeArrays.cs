namespace Kirana.Learn.Trees;

/// <summary>The arrays of one tree or of several end to end.</summary>
internal sealed record TreeArrays(
    int[] Feature, float[] Threshold, int[] Left, byte[] MissingLeft, float[] Value, double[] Gain, double[] Cover, int[] Rows, int[] CategoryStart, int[] Categories)
{
    public static TreeArrays Of(int nodes, int categories) => new(
        new int[nodes], new float[nodes], new int[nodes], new byte[nodes], new float[nodes], new double[nodes], new double[nodes], new int[nodes],
        new int[nodes + 1], new int[categories]);

    /// <summary>Several trees end to end; children keep their numbers inside their tree.</summary>
    public static TreeArrays Join(IReadOnlyList<TreeArrays> trees)
    {
        var starts = new List<int> { 0 };
        foreach (var tree in trees)
        {
            var from = starts[^1];
            starts.AddRange(tree.CategoryStart.Skip(1).Select(start => from + start));
        }

        return new TreeArrays(
            Join(trees, t => t.Feature), Join(trees, t => t.Threshold), Join(trees, t => t.Left), Join(trees, t => t.MissingLeft), Join(trees, t => t.Value),
            Join(trees, t => t.Gain), Join(trees, t => t.Cover), Join(trees, t => t.Rows), [.. starts], Join(trees, t => t.Categories));
    }

    /// <summary>The nodes of one tree out of several.</summary>
    public TreeArrays Slice(int start, int end)
    {
        var categories = CategoryStart[start..(end + 1)];
        return new TreeArrays(
            Feature[start..end], Threshold[start..end], Left[start..end], MissingLeft[start..end], Value[start..end],
            Gain[start..end], Cover[start..end], Rows[start..end], Array.ConvertAll(categories, c => c - categories[0]), Categories[categories[0]..categories[^1]]);
    }

    private static T[] Join<T>(IReadOnlyList<TreeArrays> trees, Func<TreeArrays, T[]> part) => [.. trees.SelectMany(part)];
}
