using Kirana.Learn.Trees;

namespace Kirana.Learn.Exports;

/// <summary>The trees of an ensemble as the operator TreeEnsembleRegressor keeps them: one list for each property of a node.</summary>
/// <remarks>Every test is x ≤ bound. A split by category is a row of such tests, one for each end of a run of codes that go the same way,
/// each of which leads to the split's left or right child when it holds and to the next test when not. So a child may have several
/// parents, which runtimes allow where a test holds. Tests for equality would be plainer, but ONNX Runtime joins neighbouring ones, and
/// some of its versions answer wrongly then (its issues 24636 and 25400; 1.31.1 joins those of two splits in a row).</remarks>
internal sealed class OnnxTrees(IReadOnlyList<string> features)
{
    // Runtimes follow tests by recursion when they load a model, and a program dies where its stack ends: ONNX Runtime 1.31 needs some
    // 600 bytes for each test, and a thread may have no more than 1 MB.
    private const int MostTests = 1000;

    // A file of protocol buffers ends at 2 GB. A node takes at most 55 bytes, a value of a leaf at most 24.
    private const long MostBytes = int.MaxValue;
    private const int NodeBytes = 55;
    private const int ValueBytes = 24;

    private readonly List<long> _trees = [];
    private readonly List<long> _nodes = [];
    private readonly List<long> _features = [];
    private readonly List<string> _modes = [];
    private readonly List<float> _bounds = [];
    private readonly List<long> _whenTrue = [];
    private readonly List<long> _whenFalse = [];
    private readonly List<long> _missingTrue = [];
    private readonly List<long> _leafTrees = [];
    private readonly List<long> _leafNodes = [];
    private readonly List<long> _leafTargets = [];
    private readonly List<float> _leafValues = [];
    private int _count;

    /// <summary>Adds a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="values">What each node adds (nodes × width); only those of leaves are looked at.</param>
    /// <param name="target">The first output it adds to.</param>
    /// <param name="width">The number of outputs it adds to.</param>
    /// <exception cref="ArgumentException">The model is too large or too deep for the format.</exception>
    public void Add(Tree tree, ReadOnlySpan<float> values, int target, int width)
    {
        var (depth, further, end) = (new int[tree.Nodes], new List<(int Split, int First, List<(float Bound, bool IsLeft)> Tests)>(), tree.Nodes);
        for (var node = 0; node < tree.Nodes; node++)
        {
            if (tree.IsLeaf(node))
            {
                AddLeaf(node, values.Slice(node * width, width), target);
                continue;
            }

            var tests = Tests(tree, node);
            // Children stand behind their parent, so that a node's depth is known here.
            depth[tree.Left[node]] = depth[tree.Left[node] + 1] = depth[node] + tests.Count;
            if (depth[node] + tests.Count > MostTests)
                throw new ArgumentException($"Tree {_count} is too deep for ONNX: {depth[node] + tests.Count} tests follow each other, {tests.Count} of them for one split of '{features[tree.Feature[node]]}', and at most {MostTests} are written. Fit with less depth or fewer categories.");
            AddTest(tree, node, tests, 0, node, end);
            further.Add((node, end, tests));
            end += tests.Count - 1;
        }

        // The further tests of splits come after the tree's own nodes, whose numbers they must not disturb.
        foreach (var (split, first, tests) in further)
            for (var i = 1; i < tests.Count; i++)
                AddTest(tree, split, tests, i, first + i - 1, first + i);

        _count++;
        if ((long)_nodes.Count * NodeBytes + (long)_leafValues.Count * ValueBytes > MostBytes)
            throw new ArgumentException($"The model is too large for ONNX: its first {_count} trees have {_nodes.Count} tests and {_leafValues.Count} values already, and a file ends at 2 GB.");
    }

    /// <summary>The operator's attributes.</summary>
    /// <param name="outputs">K.</param>
    /// <param name="constants">What is added to each output (K); none for zeros.</param>
    /// <param name="averages">Whether the mean over trees is taken, not their sum.</param>
    public IEnumerable<ProtobufWriter> Attributes(int outputs, float[] constants, bool averages)
    {
        yield return OnnxAttribute.Of("n_targets", outputs);
        yield return OnnxAttribute.Of("aggregate_function", averages ? "AVERAGE" : "SUM");
        yield return OnnxAttribute.Of("post_transform", "NONE");
        if (constants.Length > 0)
            yield return OnnxAttribute.Of("base_values", constants);
        yield return OnnxAttribute.Of("nodes_treeids", [.. _trees]);
        yield return OnnxAttribute.Of("nodes_nodeids", [.. _nodes]);
        yield return OnnxAttribute.Of("nodes_featureids", [.. _features]);
        yield return OnnxAttribute.Of("nodes_modes", _modes);
        yield return OnnxAttribute.Of("nodes_values", [.. _bounds]);
        yield return OnnxAttribute.Of("nodes_truenodeids", [.. _whenTrue]);
        yield return OnnxAttribute.Of("nodes_falsenodeids", [.. _whenFalse]);
        yield return OnnxAttribute.Of("nodes_missing_value_tracks_true", [.. _missingTrue]);
        yield return OnnxAttribute.Of("target_treeids", [.. _leafTrees]);
        yield return OnnxAttribute.Of("target_nodeids", [.. _leafNodes]);
        yield return OnnxAttribute.Of("target_ids", [.. _leafTargets]);
        yield return OnnxAttribute.Of("target_weights", [.. _leafValues]);
    }

    /// <summary>The tests of a split in their order: the bound, and whether what lies below it goes left. What fails all of them goes to the
    /// other side than the last one.</summary>
    private static List<(float Bound, bool IsLeft)> Tests(Tree tree, int node)
    {
        if (!tree.IsCategorical(node))
            return [(tree.Threshold[node], true)];

        // Whatever is no code goes where missing values go, and the first test is left when they do, since NaN is told there.
        var codes = tree.Categories(node);
        var (missingLeft, tests) = (tree.MissingLeft(node), new List<(float Bound, bool IsLeft)>());
        if (missingLeft && codes[0] > 0)
            tests.Add((Below(0), true));
        for (var start = 0; start < codes.Length;)
        {
            var end = start + 1;
            while (end < codes.Length && codes[end] == codes[end - 1] + 1)
                end++;
            if (codes[start] > 0 || !missingLeft)
                tests.Add((Below(codes[start]), false));
            tests.Add((Below(codes[end - 1] + 1.0), true));
            start = end;
        }

        if (missingLeft)
            tests.Add((Below(int.MaxValue), false));
        return tests;
    }

    /// <summary>The greatest float below a number.</summary>
    private static float Below(double number)
    {
        var near = (float)number;
        return near < number ? near : MathF.BitDecrement(near);
    }

    private void AddTest(Tree tree, int split, List<(float Bound, bool IsLeft)> tests, int test, int node, int next)
    {
        var (left, right) = (tree.Left[split], tree.Left[split] + 1);
        var (bound, isLeft) = tests[test];
        if (test == tests.Count - 1)
            next = isLeft ? right : left;
        AddNode(node, tree.Feature[split], "BRANCH_LEQ", bound, isLeft ? left : right, next, test == 0 && tree.MissingLeft(split));
    }

    private void AddLeaf(int node, ReadOnlySpan<float> values, int target)
    {
        AddNode(node, 0, "LEAF", 0, 0, 0, false);
        // A leaf of many classes holds few of them; zeros need not be told, but every leaf must tell something.
        var tellsZeros = !values.ContainsAnyExcept(0f);
        for (var k = 0; k < values.Length; k++)
            if (tellsZeros || values[k] != 0)
            {
                _leafTrees.Add(_count);
                _leafNodes.Add(node);
                _leafTargets.Add(target + k);
                _leafValues.Add(values[k]);
            }
    }

    private void AddNode(int node, int feature, string mode, float bound, int whenTrue, int whenFalse, bool missingTrue)
    {
        _trees.Add(_count);
        _nodes.Add(node);
        _features.Add(feature);
        _modes.Add(mode);
        _bounds.Add(bound);
        _whenTrue.Add(whenTrue);
        _whenFalse.Add(whenFalse);
        _missingTrue.Add(missingTrue ? 1 : 0);
    }
}
