using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Histograms;
using Kirana.Learn.Objectives;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>The rows of a part in the tree that grows. Leaves are numbered as they come into being: the root is 0, and dividing a leaf makes the
/// next two.</summary>
internal sealed class PartTree : IDisposable
{
    private const int BlockRows = 1 << 13;

    private readonly BinnedTable _table;
    private readonly int _threads;
    private readonly HistogramPool _pool;
    private readonly HistogramBuilder _builder;
    private readonly RowPartition _partition;
    private readonly SplitSides _sides;
    private readonly List<Place> _leaves = [];
    private GradientPair[] _pairs = [];

    /// <summary>A tree on the rows of a table.</summary>
    public PartTree(BinnedTable table, int threads)
    {
        (_table, _threads, _pool) = (table, threads, new HistogramPool(table.Packing));
        _builder = new HistogramBuilder(table, _pool, threads, CancellationToken.None);
        (_partition, _sides) = (new RowPartition(table.Rows, CancellationToken.None), new SplitSides(table));
    }

    /// <summary>Begins a tree: tells how many rows it has, and their histogram.</summary>
    /// <param name="pairs">Gradient and hessian of each row, on a grid.</param>
    /// <param name="sample">The rows to use, ascending; all where <see langword="null"/>.</param>
    /// <param name="writer">The answer.</param>
    public void Begin(GradientPair[] pairs, int[]? sample, MessageWriter writer)
    {
        _pairs = pairs;
        if (sample is null)
            _partition.Reset(_threads);
        else
            _partition.Reset(sample);
        _leaves.Clear();
        _leaves.Add(new Place(0, _partition.Count));
        writer.Add(_partition.Count);
        AddHistogram(_leaves[0], all: sample is null, writer);
    }

    /// <summary>Divides leaves: tells of each how many rows go left, and the histograms that are asked for.</summary>
    /// <exception cref="Data.DataException"><c>bad-message</c>.</exception>
    public void Divide(MessageReader reader, MessageWriter writer)
    {
        for (var count = reader.Count(5 * sizeof(int)); count > 0; count--)
        {
            var leaf = _leaves[reader.Int(0, _leaves.Count - 1)];
            var (split, leftWanted, rightWanted) = (reader.Split(_table.Features), reader.Bool(), reader.Bool());
            if (leaf.Children > 0)
                throw MessageReader.Bad("divides a leaf again");
            leaf.GoesLeft = [.. _sides.Of(split)];
            leaf.Column = _table.Packing.Column[split.Feature];
            leaf.Children = _leaves.Count;
            var left = _table.Packing.IsWide(split.Feature)
                ? _partition.Split(leaf.Start, leaf.Count, _table.Wide(leaf.Column - _table.Packing.Columns), leaf.GoesLeft, _threads)
                : _partition.Split(leaf.Start, leaf.Count, _table.Column(leaf.Column), leaf.GoesLeft, _threads);
            _leaves.Add(new Place(leaf.Start, left));
            _leaves.Add(new Place(leaf.Start + left, leaf.Count - left));
            writer.Add(left);
            if (leftWanted)
                AddHistogram(_leaves[^2], all: false, writer);
            if (rightWanted)
                AddHistogram(_leaves[^1], all: false, writer);
        }

        reader.End();
    }

    /// <summary>Adds the values of leaves, told by their numbers, to the scores of all rows, drawn or not.</summary>
    /// <exception cref="Data.DataException"><c>bad-message</c>.</exception>
    public void Add(MessageReader reader, double[] scores, CancellationToken cancellation)
    {
        // A leaf that was divided ahead of its turn, and not split in the end, has a value and children.
        var (numbers, values) = (reader.Array<int>(), reader.Array<float>());
        reader.End();
        var valueOf = new float[_leaves.Count];
        var isLeaf = new bool[_leaves.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((uint)numbers[i] >= (uint)_leaves.Count || i >= values.Length || !float.IsFinite(values[i]))
                throw MessageReader.Bad("gives values to leaves that are not there, or none that are finite");
            (valueOf[numbers[i]], isLeaf[numbers[i]]) = (values[i], true);
        }

        for (var number = 0; number < _leaves.Count; number++)
            isLeaf[number] |= _leaves[number].Children == 0;
        Blocks.Run(scores.Length, BlockRows, _threads, cancellation, (_, start, end) =>
        {
            for (var row = start; row < end; row++)
            {
                var number = 0;
                while (!isLeaf[number])
                    number = _leaves[number].Children + (GoesLeft(_leaves[number], row) ? 0 : 1);
                scores[row] += valueOf[number];
            }
        });
    }

    public void Dispose() => _pool.Dispose();

    private bool GoesLeft(Place leaf, int row)
    {
        var code = leaf.Column < _table.Packing.Columns ? _table.Column(leaf.Column).Span[row] : _table.Wide(leaf.Column - _table.Packing.Columns).Span[row];
        return leaf.GoesLeft[code] != 0;
    }

    private void AddHistogram(Place leaf, bool all, MessageWriter writer)
    {
        var histogram = _pool.Rent();
        _builder.Build(_partition.Rows(leaf.Start, leaf.Count), all, _pairs, histogram);
        writer.Add(histogram, _table.Packing);
        _pool.Return(histogram);
    }

    /// <summary>Where the rows of a leaf lie, and how they were divided.</summary>
    private sealed class Place(int start, int count)
    {
        public int Start => start;

        public int Count => count;

        /// <summary>The number of the left child; the right one is the next. 0 where it is not divided.</summary>
        public int Children { get; set; }

        public int Column { get; set; }

        public byte[] GoesLeft { get; set; } = [];
    }
}
