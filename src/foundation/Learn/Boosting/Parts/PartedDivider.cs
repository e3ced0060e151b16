using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>Divides leaves whose rows lie in parts: adds up the parts' histograms and searches for the splits of all.</summary>
/// <remarks>Sums on a grid are exact, so parts may be cut anywhere and the histograms are those of all rows in one place, to the bit.</remarks>
internal sealed class PartedDivider : IDivider
{
    private readonly PartedRows _parts;
    private readonly ColumnPacking _packing;
    private readonly HistogramPool _pool;
    private readonly GrowthRules _rules;
    private readonly LeafFactory _leaves;
    private readonly SplitSearch _search;
    private readonly Dictionary<Leaf, int> _numbers = new(ReferenceEqualityComparer.Instance);

    /// <summary>A divider of leaves in parts.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="shape">A table of their bins without rows.</param>
    /// <param name="rules">How trees grow.</param>
    /// <param name="pool">Where histograms come from.</param>
    /// <param name="threads">The most threads to search with.</param>
    /// <param name="cancellation">Looked at for each leaf.</param>
    public PartedDivider(PartedRows parts, BinnedTable shape, GrowthRules rules, HistogramPool pool, int threads, CancellationToken cancellation)
    {
        (_parts, _packing, _pool, _rules) = (parts, shape.Packing, pool, rules);
        (_leaves, _search) = (new LeafFactory(rules, shape.Features.Length), new SplitSearch(shape, rules.Splits, threads, cancellation));
    }

    /// <summary>What the next tree is grown for.</summary>
    public int Output { get; set; }

    /// <summary>What the parts round its derivatives to.</summary>
    public PairGrid Grid { get; set; }

    /// <summary>The number of a leaf in the messages of this tree.</summary>
    public int NumberOf(Leaf leaf) => _numbers[leaf];

    public Leaf Root(GradientPair[] pairs, bool all, bool[]? features)
    {
        var answers = _parts.Ask(new MessageWriter(PartRequest.Root).Add(Output).Add(Grid.Gradient).Add(Grid.Hessian));
        var count = 0L;
        foreach (var answer in answers)
            count += answer.Int(0, int.MaxValue);
        if (count is 0 or > int.MaxValue)
            throw MessageReader.Bad($"makes {count} rows of all parts; expected 1 to {int.MaxValue}");
        var root = _leaves.Root(Sum(answers), (int)count);
        End(answers);
        _numbers.Clear();
        _numbers.Add(root, 0);
        if (_leaves.CanSplit(root))
            _search.Find(root, features);
        return root;
    }

    public void Divide(List<Leaf> leaves, GradientPair[] pairs, bool[]? features, bool isLast)
    {
        var request = new MessageWriter(PartRequest.Divide).Add(leaves.Count);
        foreach (var leaf in leaves)
        {
            var (left, right) = Wanted(leaf, isLast);
            request.Add(_numbers[leaf]).Add(leaf.Best!).Add(left).Add(right);
        }

        var answers = _parts.Ask(request);
        foreach (var leaf in leaves)
            Divide(leaf, answers, features, isLast);
        End(answers);
    }

    /// <summary>Which children's histograms are built: that of about fewer rows; both where their parent's was given up.</summary>
    private (bool Left, bool Right) Wanted(Leaf leaf, bool isLast)
    {
        if (isLast || leaf.Depth + 1 >= _rules.MaxDepth)
            return (false, false);
        var leftIsSmaller = leaf.Best!.Left.Rows <= leaf.Best.Right.Rows;
        return (leftIsSmaller || leaf.Histogram is null, !leftIsSmaller || leaf.Histogram is null);
    }

    private void Divide(Leaf parent, MessageReader[] answers, bool[]? features, bool isLast)
    {
        // Each answer tells a number of rows and then its histograms: the numbers first, in all answers.
        var (wanted, leftRows) = (Wanted(parent, isLast), 0L);
        foreach (var answer in answers)
            leftRows += answer.Int(0, parent.Count);
        if (leftRows > parent.Count)
            throw MessageReader.Bad($"sends {leftRows} of {parent.Count} rows left");
        var (left, right) = _leaves.Children(parent, (int)leftRows);
        _numbers.Add(left, _numbers.Count);
        _numbers.Add(right, _numbers.Count);
        left.Histogram = wanted.Left ? Sum(answers) : null;
        right.Histogram = wanted.Right ? Sum(answers) : null;
        if (leftRows == 0 || leftRows == parent.Count)
        {
            // Only possible where rows weigh nothing: their hessians said they were there.
            left.Release(_pool);
            right.Release(_pool);
            parent.Children = [];
            return;
        }

        FindSplits(parent, left, right, features);
        parent.Children = [left, right];
    }

    private void FindSplits(Leaf parent, Leaf left, Leaf right, bool[]? features)
    {
        if ((left.Histogram ?? right.Histogram) is null || (!_leaves.CanSplit(left) && !_leaves.CanSplit(right)))
        {
            left.Release(_pool);
            right.Release(_pool);
            parent.Release(_pool);
            return;
        }

        if (parent.Histogram is null)
        {
            _search.Find(left, features);
            _search.Find(right, features);
        }
        else
        {
            var (built, other) = left.Histogram is null ? (right, left) : (left, right);
            other.Histogram = parent.Histogram;
            parent.Histogram = null;
            _search.FindBySubtraction(built, other, features);
        }

        _leaves.Settle(left, right, _pool);
    }

    private Histogram Sum(MessageReader[] answers)
    {
        var sum = _pool.Rent();
        for (var part = 0; part < answers.Length; part++)
            answers[part].AddTo(sum, _packing, isFirst: part == 0);
        return sum;
    }

    private static void End(MessageReader[] answers)
    {
        foreach (var answer in answers)
            answer.End();
    }
}
