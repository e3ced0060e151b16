using Kirana.Learn.Trees;

namespace Kirana.Learn.Explanation;

/// <summary>TreeSHAP with the expectations of the training rows that took each path.</summary>
/// <remarks>Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
/// Intelligence 2020, algorithm 2: O(leaves · depth²) per tree and row. A feature that is not known sends the row down both
/// children, in the shares of their cover.</remarks>
internal sealed class PathShap
{
    private readonly Step[] _steps;
    private readonly Tree _tree;

    /// <summary>Prepares for a tree of at most <paramref name="depth"/> splits on a path.</summary>
    public PathShap(Tree tree, int depth)
    {
        _tree = tree;
        // One copy of the path for every level, each one step longer than that above it.
        _steps = new Step[(depth + 2) * (depth + 3) / 2];
    }

    /// <summary>Adds the contributions of each feature to the tree's value for a row; the expected value is left to the caller.</summary>
    public void Add(ReadOnlySpan<float> row, Span<double> contributions) => Descend(row, contributions, 0, 0, 0, 1, 1, -1);

    /// <summary>The mean of the leaves' values by cover.</summary>
    public static double Expectation(Tree tree)
    {
        var sum = 0.0;
        for (var node = 0; node < tree.Nodes; node++)
            if (tree.IsLeaf(node))
                sum += tree.Value[node] * tree.Cover[node];
        return tree.Cover[0] > 0 ? sum / tree.Cover[0] : sum;
    }

    /// <summary>The most splits on the way to a leaf.</summary>
    public static int Depth(Tree tree)
    {
        var depth = new int[tree.Nodes];
        var most = 0;
        for (var node = 0; node < tree.Nodes; node++)
            if (!tree.IsLeaf(node))
                most = Math.Max(most, depth[tree.Left[node]] = depth[tree.Left[node] + 1] = depth[node] + 1);
        return most;
    }

    private void Descend(ReadOnlySpan<float> row, Span<double> contributions, int node, int parentAt, int length, double zero, double one, int feature)
    {
        var at = parentAt + length;
        _steps.AsSpan(parentAt, length).CopyTo(_steps.AsSpan(at));
        Extend(_steps.AsSpan(at), length++, zero, one, feature);
        var path = _steps.AsSpan(at, length);
        if (_tree.IsLeaf(node))
        {
            for (var i = 1; i < length; i++)
                contributions[path[i].Feature] += UnwoundSum(path, i) * (path[i].One - path[i].Zero) * _tree.Value[node];
            return;
        }

        var split = _tree.Feature[node];
        var left = _tree.Left[node];
        var (hot, cold) = _tree.GoesLeft(node, row[split]) ? (left, left + 1) : (left + 1, left);
        var (zeroBefore, oneBefore) = (1.0, 1.0);
        for (var i = 1; i < length; i++)
            if (path[i].Feature == split)
            {
                (zeroBefore, oneBefore) = (path[i].Zero, path[i].One);
                Unwind(path, i);
                length--;
                break;
            }

        var cover = _tree.Cover[node];
        Descend(row, contributions, hot, at, length, zeroBefore * Share(hot, cover), oneBefore, split);
        Descend(row, contributions, cold, at, length, zeroBefore * Share(cold, cover), 0, split);
    }

    private double Share(int child, double cover) => cover > 0 ? _tree.Cover[child] / cover : 0.5;

    private static void Extend(Span<Step> path, int length, double zero, double one, int feature)
    {
        path[length] = new Step(feature, zero, one, length == 0 ? 1 : 0);
        for (var i = length - 1; i >= 0; i--)
        {
            path[i + 1].Weight += one * path[i].Weight * (i + 1) / (length + 1);
            path[i].Weight = zero * path[i].Weight * (length - i) / (length + 1);
        }
    }

    private static void Unwind(Span<Step> path, int index)
    {
        var last = path.Length - 1;
        var (one, zero, next) = (path[index].One, path[index].Zero, path[last].Weight);
        for (var i = last - 1; i >= 0; i--)
            if (one != 0)
            {
                var weight = path[i].Weight;
                path[i].Weight = next * (last + 1) / ((i + 1) * one);
                next = weight - path[i].Weight * zero * (last - i) / (last + 1);
            }
            else
            {
                path[i].Weight = path[i].Weight * (last + 1) / (zero * (last - i));
            }

        for (var i = index; i < last; i++)
            path[i] = path[i + 1] with { Weight = path[i].Weight };
    }

    private static double UnwoundSum(ReadOnlySpan<Step> path, int index)
    {
        var last = path.Length - 1;
        var (one, zero, next, sum) = (path[index].One, path[index].Zero, path[last].Weight, 0.0);
        for (var i = last - 1; i >= 0; i--)
            if (one != 0)
            {
                var weight = next * (last + 1) / ((i + 1) * one);
                sum += weight;
                next = path[i].Weight - weight * zero * (last - i) / (last + 1);
            }
            else
            {
                sum += path[i].Weight / (zero * (last - i) / (last + 1));
            }

        return sum;
    }

    private record struct Step(int Feature, double Zero, double One, double Weight);
}
