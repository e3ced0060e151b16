using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Trees;

/// <summary>Trees in a model file: the arrays of all trees end to end.</summary>
internal static class TreeFile
{
    public static void Save(ModelWriter writer, IReadOnlyList<Tree> trees)
    {
        var starts = new int[trees.Count + 1];
        for (var t = 0; t < trees.Count; t++)
            starts[t + 1] = starts[t] + trees[t].Nodes;
        writer.Add("tree_start", starts);

        var all = TreeArrays.Join([.. trees.Select(tree => tree.Arrays)]);
        writer.Add("feature", all.Feature);
        writer.Add("threshold", all.Threshold);
        writer.Add("left", all.Left);
        writer.Add("missing_left", all.MissingLeft);
        writer.Add("value", all.Value);
        writer.Add("gain", all.Gain);
        writer.Add("cover", all.Cover);
        writer.Add("rows", all.Rows);
        writer.Add("category_start", all.CategoryStart);
        writer.Add("category", all.Categories);
    }

    /// <summary>Reads trees and checks that each can be walked to its end.</summary>
    /// <param name="reader">The model's part of the file.</param>
    /// <param name="features">The number of features the trees may look at.</param>
    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public static Tree[] Load(ModelReader reader, int features)
    {
        var starts = reader.Ints("tree_start");
        var feature = reader.Ints("feature");
        CheckStarts(reader, "tree_start", starts, feature.Length);
        var categoryStart = reader.Ints("category_start", feature.Length + 1);
        var category = reader.Ints("category");
        CheckStarts(reader, "category_start", categoryStart, category.Length);
        var all = new TreeArrays(
            feature, reader.Floats("threshold", feature.Length), reader.Ints("left", feature.Length), reader.Bytes("missing_left", feature.Length),
            reader.Floats("value", feature.Length), reader.Doubles("gain", feature.Length), reader.Doubles("cover", feature.Length),
            reader.Ints("rows", feature.Length), categoryStart, category);

        var trees = new Tree[starts.Length - 1];
        for (var t = 0; t < trees.Length; t++)
        {
            var arrays = all.Slice(starts[t], starts[t + 1]);
            Check(reader, arrays, features, t);
            trees[t] = new Tree(arrays);
        }

        return trees;
    }

    private static void CheckStarts(ModelReader reader, string name, int[] starts, int end)
    {
        if (starts.Length == 0 || starts[0] != 0 || starts[^1] != end)
            throw reader.Invalid(name, $"places from 0 to {end}", starts.Length == 0 ? "none" : $"{starts[0]} to {starts[^1]}");
        for (var i = 1; i < starts.Length; i++)
            if (starts[i] < starts[i - 1])
                throw reader.Invalid(name, "ascending places", $"{starts[i]} after {starts[i - 1]}");
    }

    private static void Check(ModelReader reader, TreeArrays tree, int features, int number)
    {
        var nodes = tree.Feature.Length;
        if (nodes % 2 == 0)
            throw reader.Invalid("tree_start", "an odd number of nodes for each tree", $"{nodes} for tree {number}");
        var isChild = new bool[nodes];
        for (var node = 0; node < nodes; node++)
        {
            if (!float.IsFinite(tree.Value[node]))
                throw reader.Invalid("value", "finite numbers", $"{tree.Value[node]} in tree {number}");
            if (tree.Feature[node] == -1)
                continue;
            if ((uint)tree.Feature[node] >= (uint)features)
                throw reader.Invalid("feature", $"features from 0 to {features - 1}, or −1", $"{tree.Feature[node]} in tree {number}");

            // Children behind their parent, and each node the child of one: no walk can turn in a circle.
            var left = tree.Left[node];
            if (left <= node || left > nodes - 2 || isChild[left] || isChild[left + 1])
                throw reader.Invalid("left", "children behind their parent, each of one parent", $"{left} at node {node} of tree {number}");
            isChild[left] = isChild[left + 1] = true;
            var isCategorical = tree.CategoryStart[node + 1] > tree.CategoryStart[node];
            if (!isCategorical && float.IsNaN(tree.Threshold[node]))
                throw reader.Invalid("threshold", "numbers", $"NaN at node {node} of tree {number}");
        }
    }
}
