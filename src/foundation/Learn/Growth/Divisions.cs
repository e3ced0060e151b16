using System.Runtime.CompilerServices;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Growth;

/// <summary>Divides open leaves, some ahead of their turn, so that every thread has a leaf to divide.</summary>
/// <remarks>Best-first growth (Shi, "Best-first decision tree learning", 2007) splits one leaf after another, but how a leaf is divided depends
/// on that leaf alone. The leaves next in order are divided along with the first: hardly one of them is not split in the end. Which ones they
/// are does not depend on the number of threads, and so neither does the order of a leaf's rows, in which later sums are taken.</remarks>
/// <param name="divider">Divides them.</param>
/// <param name="rules">How trees grow.</param>
/// <param name="histogramBytes">The bytes of one histogram.</param>
internal sealed class Divisions(IDivider divider, GrowthRules rules, long histogramBytes)
{
    // Each leaf that is divided ahead takes a histogram's memory.
    private const int MostAhead = 16;

    // Of so many splits to come, one is foreseen: the others may go to leaves that nothing is known of yet.
    private const int SplitsPerForeseen = 4;

    private readonly int _ahead = Ahead(rules, histogramBytes);
    private readonly List<Leaf> _batch = [];
    private readonly LeafQueue _next = new(LeafOrder.Of(rules));

    /// <summary>How many leaves are divided together at most.</summary>
    public static int Ahead(GrowthRules rules, long histogramBytes) => (int)Math.Clamp(rules.HistogramBytes / histogramBytes / 4, 1, MostAhead);

    /// <summary>Divides the first open leaf and those behind it whose turn is near.</summary>
    /// <param name="open">The open leaves in the order in which they are split; the first is not divided yet.</param>
    /// <param name="splits">How many splits the tree may still have.</param>
    /// <param name="pairs">Gradient and hessian of each row of the table.</param>
    /// <param name="features">The features to use; all where <see langword="null"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Divide(LeafQueue open, int splits, GradientPair[] pairs, bool[]? features)
    {
        Foresee(open, Math.Clamp(splits / SplitsPerForeseen, 1, _ahead));
        divider.Divide(_batch, pairs, features, isLast: splits == 1);
    }

    /// <summary>Fills the batch with the leaves to divide for the next splits, as far as the leaves that are known tell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Foresee(LeafQueue open, int splits)
    {
        _batch.Clear();
        _next.Clear();
        for (var place = 0; place < Math.Min(open.Count, splits); place++)
            _next.Add(open[place]);
        for (; splits > 0 && _next.Count > 0; splits--)
        {
            var leaf = _next.Take(0);
            if (leaf.Children is null)
                _batch.Add(leaf);
            foreach (var child in leaf.Children ?? [])
                if (child.Best is not null)
                    _next.Add(child);
        }
    }
}
