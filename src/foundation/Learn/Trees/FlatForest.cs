using System.Buffers;
using System.Runtime.CompilerServices;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees.Kernels;

namespace Kirana.Learn.Trees;

/// <summary>The trees of an ensemble laid out for prediction: nodes of 16 bytes, and rows as integer keys.</summary>
/// <remarks>
/// One integer comparison serves every numeric node. A row's key of a feature has the order of its values; a missing value's is less
/// than every bound where missing values go left, and greater where they go right. A feature whose nodes differ in that has two keys.
/// So rows are looked at once, only at features that some tree uses.
/// </remarks>
internal sealed class FlatForest
{
    // Keys of so many rows at once that they stay in the first-level cache beside the nodes of eight trees.
    private const int BlockKeys = 2048;
    private const int BlockRows = 64;

    private readonly FlatNode[] _nodes;
    private readonly uint[] _roots;
    private readonly Tree[] _trees;
    private readonly int[] _slotFeature;
    private readonly int[] _slotMissing;
    private readonly bool _hasCategories;

    public FlatForest(IReadOnlyList<Tree> trees)
    {
        _trees = [.. trees];
        var (nodes, features) = (0, 0);
        foreach (var tree in _trees)
        {
            nodes += tree.Nodes;
            foreach (var feature in tree.Feature)
                features = Math.Max(features, feature + 1);
        }

        _nodes = new FlatNode[nodes];
        _roots = new uint[_trees.Length];
        var (slotOf, keys) = (new int[2 * features], new List<int>());
        for (int t = 0, at = 0; t < _trees.Length; at += _trees[t++].Nodes)
        {
            _roots[t] = checked((uint)at * FlatNode.Bytes);
            _hasCategories |= Lay(_trees[t], _nodes.AsSpan(at, _trees[t].Nodes), _roots[t], slotOf, keys);
        }

        // Trees without a split still look at a key.
        (_slotFeature, _slotMissing) = (new int[Math.Max(1, keys.Count)], new int[Math.Max(1, keys.Count)]);
        for (var slot = 0; slot < keys.Count; slot++)
            (_slotFeature[slot], _slotMissing[slot]) = (keys[slot] / 2, keys[slot] % 2 != 0 ? int.MinValue : int.MaxValue);
    }

    /// <summary>Adds every tree's value for one row or several, tree t to sum t mod K of each row.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="width">p.</param>
    /// <param name="sums">The sums (n × K), row by row.</param>
    /// <param name="outputs">K.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> rows, int width, Span<double> sums, int outputs)
    {
        var count = sums.Length / outputs;
        if (_hasCategories)
        {
            for (var row = 0; row < count; row++)
                AddPlainly(rows.Slice(row * width, width), sums.Slice(row * outputs, outputs));
            return;
        }

        var slots = _slotFeature.Length;
        var blockRows = Math.Min(count, Math.Clamp(BlockKeys / slots, 1, BlockRows));
        var rented = blockRows * slots > BlockKeys ? ArrayPool<int>.Shared.Rent(blockRows * slots) : null;
        var keys = rented ?? stackalloc int[blockRows * slots];
        for (var start = 0; start < count; start += blockRows)
        {
            var block = Math.Min(blockRows, count - start);
            for (var row = 0; row < block; row++)
                Key(rows.Slice((start + row) * width, width), keys.Slice(row * slots, slots));
            AddBlock(keys, block, sums.Slice(start * outputs, block * outputs), outputs);
        }

        if (rented is not null)
            ArrayPool<int>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPlainly(ReadOnlySpan<float> row, Span<double> sums)
    {
        for (var t = 0; t < _trees.Length; t++)
            sums[t % sums.Length] += _trees[t].Predict(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Key(ReadOnlySpan<float> row, Span<int> keys)
    {
        for (var slot = 0; slot < keys.Length; slot++)
        {
            var x = row[_slotFeature[slot]];
            keys[slot] = float.IsNaN(x) ? _slotMissing[slot] : SortableFloats.Key(x);
        }
    }

    /// <summary>A few trees at a time over all rows of the block: their nodes stay in the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlock(ReadOnlySpan<int> keys, int rows, Span<double> sums, int outputs)
    {
        var slots = _slotFeature.Length;
        Span<float> values = stackalloc float[NodeWalk.Walks];
        for (var tree = 0; tree < _roots.Length; tree += NodeWalk.Walks)
        {
            var roots = _roots.AsSpan(tree, Math.Min(NodeWalk.Walks, _roots.Length - tree));
            for (var row = 0; row < rows; row++)
            {
                var own = keys.Slice(row * slots, slots);
                if (roots.Length == NodeWalk.Walks)
                    NodeWalk.Eight(_nodes, own, roots, values);
                else
                    for (var i = 0; i < roots.Length; i++)
                        values[i] = NodeWalk.One(_nodes, own, roots[i]);
                if (outputs == 1)
                    for (var i = 0; i < roots.Length; i++)
                        sums[row] += values[i];
                else
                    for (var i = 0; i < roots.Length; i++)
                        sums[row * outputs + (tree + i) % outputs] += values[i];
            }
        }
    }

    /// <summary>Lays a tree out.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="nodes">Takes its nodes.</param>
    /// <param name="origin">Where they begin, in bytes.</param>
    /// <param name="slotOf">1 + the slot of each feature whose missing values go right, and, behind each, left; 0 where there is none yet.</param>
    /// <param name="keys">What each slot is the place of in <paramref name="slotOf"/>.</param>
    /// <returns>Whether it splits by category.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Lay(Tree tree, Span<FlatNode> nodes, uint origin, int[] slotOf, List<int> keys)
    {
        var hasCategories = false;
        for (var node = 0; node < tree.Nodes; node++)
        {
            hasCategories |= tree.IsCategorical(node);
            if (tree.IsLeaf(node))
            {
                nodes[node] = new FlatNode(int.MaxValue, 0, origin + (uint)node * FlatNode.Bytes, tree.Value[node]);
                continue;
            }

            var key = 2 * tree.Feature[node] + (tree.MissingLeft(node) ? 1 : 0);
            if (slotOf[key] == 0)
            {
                keys.Add(key);
                slotOf[key] = keys.Count;
            }

            var bound = float.IsNaN(tree.Threshold[node]) ? 0 : SortableFloats.Key(tree.Threshold[node]);
            nodes[node] = new FlatNode(bound, (uint)slotOf[key] - 1, origin + (uint)tree.Left[node] * FlatNode.Bytes, tree.Value[node]);
        }

        return hasCategories;
    }
}
