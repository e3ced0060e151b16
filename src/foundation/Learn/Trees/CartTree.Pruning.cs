namespace Kirana.Learn.Trees;

public sealed partial class CartTree
{
    /// <summary>The sequence of ever smaller trees that minimise R(T) + α·|T| as α grows, from the whole tree to its root.</summary>
    /// <remarks>Breiman et al. 1984, §3.3: again and again the weakest link is cut, the node t with the least
    /// (R(t) − R(T below t)) / (leaves below t − 1).</remarks>
    /// <returns>At least one step; the first has α = 0.</returns>
    public IReadOnlyList<PruningStep> PruningPath()
    {
        var path = new List<PruningStep>();
        var links = new WeakestLinks(Tree, _risks);
        path.Add(new PruningStep(0, links.Leaves, links.Risk));
        while (links.Leaves > 1)
        {
            // Rounding may put a link a hair below its predecessor; the sequence ascends.
            var alpha = Math.Max(path[^1].Alpha, links.CutNext());
            path.Add(new PruningStep(alpha, links.Leaves, links.Risk));
        }

        return path;
    }

    /// <summary>The smallest tree that minimises R(T) + α·|T|.</summary>
    /// <param name="alpha">α from 0 up: what a leaf must be worth.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is negative or NaN.</exception>
    public CartTree Prune(double alpha)
    {
        if (!(alpha >= 0))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Expected a number from 0 up.");
        var links = new WeakestLinks(Tree, _risks);
        while (links.Leaves > 1 && links.NextAlpha <= alpha)
            links.CutNext();
        return Keep(links.IsLeaf);
    }

    /// <summary>The losses of held-out rows by the tree pruned at each α, ascending.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="alphas">Ascending αs.</param>
    /// <param name="loss">The loss by what a leaf predicts and the target.</param>
    /// <returns>The loss of each row for each α (αs × rows).</returns>
    internal double[][] PrunedLosses(LabelledRows rows, double[] alphas, Func<ReadOnlySpan<float>, float, double> loss)
    {
        var links = new WeakestLinks(Tree, _risks);
        var losses = Array.ConvertAll(alphas, _ => new double[rows.Rows]);
        var values = rows.Features.ToRowMajor();
        for (var a = 0; a < alphas.Length; a++)
        {
            while (links.Leaves > 1 && links.NextAlpha <= alphas[a])
                links.CutNext();
            for (var row = 0; row < rows.Rows; row++)
            {
                var node = 0;
                var own = values.AsSpan(row * Features, Features);
                while (!links.IsLeaf(node))
                    node = Tree.Left[node] + (Tree.GoesLeft(node, own[Tree.Feature[node]]) ? 0 : 1);
                losses[a][row] = loss(_predictions.AsSpan(node * Outputs, Outputs), rows.Targets[row]);
            }
        }

        return losses;
    }

    /// <summary>The tree whose leaves are the given nodes.</summary>
    private CartTree Keep(Func<int, bool> isLeaf)
    {
        var (nodes, kept) = (new List<TreeNode>(), new List<int> { 0 });
        for (var at = 0; at < kept.Count; at++)
        {
            var node = kept[at];
            var own = new TreeNode { Feature = -1, Value = Tree.Value[node], Cover = Tree.Cover[node], Rows = Tree.Rows[node] };
            if (!isLeaf(node))
            {
                own = own with
                {
                    Feature = Tree.Feature[node], Threshold = Tree.Threshold[node], MissingLeft = Tree.MissingLeft(node), Gain = Tree.Gain[node], Left = kept.Count,
                    Categories = Tree.IsCategorical(node) ? Tree.Categories(node).ToArray() : null,
                };
                kept.Add(Tree.Left[node]);
                kept.Add(Tree.Left[node] + 1);
            }

            nodes.Add(own);
        }

        float[] predictions = [.. kept.SelectMany(node => _predictions.Skip(node * Outputs).Take(Outputs))];
        return new CartTree(Trees.Tree.From(nodes), predictions, [.. kept.Select(node => _risks[node])], Columns, _labels);
    }
}
