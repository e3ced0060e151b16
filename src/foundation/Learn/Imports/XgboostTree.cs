using System.Text.Json;

namespace Kirana.Learn.Imports;

/// <summary>One tree of an XGBoost JSON file.</summary>
internal sealed class XgboostTree(JsonElement tree, int number, ForeignModel model)
{
    public ForeignTree ToTree(double weight)
    {
        if (tree.TryGetProperty("tree_param", out var parameters) && parameters.TryGetProperty("size_leaf_vector", out var size) && size.GetString() is not ("0" or "1"))
            throw Fault("its leaves have several values");
        int[] left = Integers("left_children"), right = Integers("right_children"), feature = Integers("split_indices");
        var (defaultLeft, conditions) = (Integers("default_left"), Singles("split_conditions"));
        var (gain, cover) = (Singles("loss_changes"), Singles("sum_hessian"));
        var categories = Categories();
        var nodes = new ForeignNode[left.Length];
        if (left.Length == 0 || new[] { right.Length, feature.Length, defaultLeft.Length, conditions.Length, gain.Length, cover.Length }.Any(length => length != left.Length))
            throw Fault("its arrays have different lengths");
        for (var node = 0; node < nodes.Length; node++)
        {
            if (left[node] < 0)
            {
                nodes[node] = new ForeignNode { Feature = -1, Value = conditions[node] * weight, Cover = cover[node] };
                continue;
            }

            if (feature[node] < 0)
                throw Fault($"node {node} splits on feature {feature[node]}");
            // The codes that are listed go right there, left here: the children change places.
            nodes[node] = categories.TryGetValue(node, out var codes)
                ? new ForeignNode
                {
                    Feature = feature[node], Categories = codes, MissingLeft = defaultLeft[node] == 0, Left = right[node], Right = left[node], Gain = gain[node], Cover = cover[node],
                }
                : new ForeignNode
                {
                    // x < condition there, x ≤ threshold here.
                    Feature = feature[node], Threshold = MathF.BitDecrement(conditions[node]), MissingLeft = defaultLeft[node] != 0, Left = left[node], Right = right[node],
                    Gain = gain[node], Cover = cover[node],
                };
        }

        return new ForeignTree(nodes);
    }

    private Dictionary<int, int[]> Categories()
    {
        var found = new Dictionary<int, int[]>();
        if (!tree.TryGetProperty("categories_nodes", out _))
            return found;
        int[] nodes = Integers("categories_nodes"), starts = Integers("categories_segments"), sizes = Integers("categories_sizes"), all = Integers("categories");
        if (starts.Length != nodes.Length || sizes.Length != nodes.Length)
            throw Fault("its lists of categories have different lengths");
        for (var i = 0; i < nodes.Length; i++)
        {
            if (starts[i] < 0 || sizes[i] < 1 || sizes[i] > all.Length - starts[i])
                throw Fault($"the categories of node {nodes[i]} lie from {starts[i]}, {sizes[i]} of them");
            int[] codes = [.. all.AsSpan(starts[i], sizes[i])];
            Array.Sort(codes);
            if (codes[0] < 0 || !found.TryAdd(nodes[i], codes))
                throw Fault($"node {nodes[i]} has categories below 0 or two lists of them");
        }

        return found;
    }

    private int[] Integers(string key) =>
        [.. tree.GetProperty(key).EnumerateArray().Select(own => own.ValueKind switch { JsonValueKind.True => 1, JsonValueKind.False => 0, _ => own.GetInt32() })];

    private float[] Singles(string key) => [.. tree.GetProperty(key).EnumerateArray().Select(own => own.ValueKind == JsonValueKind.String ? float.NaN : own.GetSingle())];

    private Exception Fault(string what) => model.Fault($"{what} in tree {number}");
}
