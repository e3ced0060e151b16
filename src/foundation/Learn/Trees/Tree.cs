using System.Runtime.CompilerServices;

namespace Kirana.Learn.Trees;

/// <summary>A binary tree of tests on features, as flat arrays indexed by node; node 0 is the root.</summary>
/// <remarks>Immutable and thread-safe. The children of a split lie side by side: the right one is <c>Left[node] + 1</c>.
/// A numeric split sends x left where x ≤ threshold; a categorical one sends its listed codes left and all others right; a missing
/// value (NaN) goes where <see cref="MissingLeft"/> says.</remarks>
public sealed partial class Tree
{
    private readonly int[] _feature;
    private readonly float[] _threshold;
    private readonly int[] _left;
    private readonly byte[] _missingLeft;
    private readonly float[] _value;
    private readonly double[] _gain;
    private readonly double[] _cover;
    private readonly int[] _rows;
    private readonly int[] _categoryStart;
    private readonly int[] _categories;

    internal Tree(TreeArrays arrays)
    {
        Arrays = arrays;
        (_feature, _threshold, _left, _missingLeft, _value) = (arrays.Feature, arrays.Threshold, arrays.Left, arrays.MissingLeft, arrays.Value);
        (_gain, _cover, _rows, _categoryStart, _categories) = (arrays.Gain, arrays.Cover, arrays.Rows, arrays.CategoryStart, arrays.Categories);
    }

    /// <summary>The number of nodes, leaves among them.</summary>
    public int Nodes => _feature.Length;

    /// <summary>The number of leaves.</summary>
    public int Leaves => (_feature.Length + 1) / 2;

    /// <summary>The feature each node splits on; −1 for a leaf.</summary>
    public ReadOnlySpan<int> Feature => _feature;

    /// <summary>The greatest value that goes left; NaN for a leaf and for a split by category.</summary>
    public ReadOnlySpan<float> Threshold => _threshold;

    /// <summary>The left child of each split; 0 for a leaf.</summary>
    public ReadOnlySpan<int> Left => _left;

    /// <summary>The value of each leaf; for a split, the value it had as a leaf.</summary>
    public ReadOnlySpan<float> Value => _value;

    /// <summary>What each split lowered the objective by; 0 for a leaf.</summary>
    public ReadOnlySpan<double> Gain => _gain;

    /// <summary>The sum of hessians of the training rows that reached each node.</summary>
    public ReadOnlySpan<double> Cover => _cover;

    /// <summary>The number of training rows that reached each node.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>Whether a node is a leaf.</summary>
    /// <param name="node">The node.</param>
    public bool IsLeaf(int node) => _feature[node] < 0;

    /// <summary>Whether missing values go left at a split.</summary>
    /// <param name="node">The node.</param>
    public bool MissingLeft(int node) => _missingLeft[node] != 0;

    /// <summary>Whether a split is by category.</summary>
    /// <param name="node">The node.</param>
    public bool IsCategorical(int node) => _categoryStart[node + 1] > _categoryStart[node];

    /// <summary>The codes that go left at a split by category, ascending; none for other nodes.</summary>
    /// <param name="node">The node.</param>
    public ReadOnlySpan<int> Categories(int node) => _categories.AsSpan(_categoryStart[node]..(_categoryStart[node + 1]));

    /// <summary>The leaf a row falls into.</summary>
    /// <param name="row">The features (p).</param>
    /// <returns>The leaf's node.</returns>
    /// <exception cref="IndexOutOfRangeException">The row has fewer features than the tree uses.</exception>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        var node = 0;
        while (_feature[node] >= 0)
            node = _left[node] + (GoesLeft(node, row[_feature[node]]) ? 0 : 1);
        return node;
    }

    /// <summary>The value of the leaf a row falls into.</summary>
    /// <param name="row">The features (p).</param>
    /// <exception cref="IndexOutOfRangeException">The row has fewer features than the tree uses.</exception>
    public float Predict(ReadOnlySpan<float> row) => _value[LeafOf(row)];

    /// <summary>Which way a value goes at a split.</summary>
    /// <param name="node">The split.</param>
    /// <param name="x">The value of the split's feature.</param>
    internal bool GoesLeft(int node, float x)
    {
        if (IsCategorical(node))
            return x >= 0 && x < int.MaxValue ? Categories(node).BinarySearch((int)x) >= 0 : MissingLeft(node);
        return float.IsNaN(x) ? MissingLeft(node) : x <= _threshold[node];
    }

    internal TreeArrays Arrays { get; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Tree From(IReadOnlyList<TreeNode> nodes)
    {
        var categories = 0;
        for (var i = 0; i < nodes.Count; i++)
            categories += nodes[i].Categories?.Length ?? 0;
        var arrays = TreeArrays.Of(nodes.Count, categories);
        for (int i = 0, at = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            arrays.Feature[i] = node.Feature;
            arrays.Threshold[i] = node.Feature < 0 ? float.NaN : node.Threshold;
            arrays.Left[i] = node.Left;
            arrays.MissingLeft[i] = node.MissingLeft ? (byte)1 : (byte)0;
            arrays.Value[i] = node.Value;
            arrays.Gain[i] = node.Gain;
            arrays.Cover[i] = node.Cover;
            arrays.Rows[i] = node.Rows;
            node.Categories?.CopyTo(arrays.Categories, at);
            arrays.CategoryStart[i + 1] = at += node.Categories?.Length ?? 0;
        }

        return new Tree(arrays);
    }
}
