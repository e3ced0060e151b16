using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Learn.Batches;
using Kirana.Learn.Binning;
using Kirana.Learn.Growth;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting;

/// <summary>Scores in scratch files, read and written block by block.</summary>
internal sealed class ScratchScores : ITrainingScores
{
    private const int BlockRows = 1 << 16;

    private readonly SpilledRows _rows;
    private readonly BinnedTable _table;
    private readonly FitContext _context;
    private readonly ScratchColumn<double>[] _scores;
    private readonly RowBlock[] _blocks;

    /// <summary>Begins with constants.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public ScratchScores(SpilledRows rows, BinnedTable table, double[] constants, FitContext context)
    {
        (_rows, _table, _context) = (rows, table, context);
        _blocks = RowBlock.Of(rows.Rows, rows.GroupSizes, BlockRows);
        _scores = new ScratchColumn<double>[constants.Length];
        try
        {
            for (var k = 0; k < constants.Length; k++)
                Fill(_scores[k] = new ScratchColumn<double>(rows.Folder), constants[k]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Gradients(Objective objective, int output, Memory<GradientPair> pairs) =>
        Blocks.Run(_blocks.Length, 1, _context.Threads, _context.Cancellation, (at, _, _) =>
        {
            var block = _blocks[at];
            var scores = Array.ConvertAll(_scores, own => Rent(own, block.Start, block.Count));
            var targets = Rent(_rows.Targets, block.Start, block.Count);
            var weights = _rows.Weights is null ? [] : Rent(_rows.Weights, block.Start, block.Count);
            var rows = new LabelledRows(new RowCount(block.Count), targets, weights, block.GroupSizes);
            objective.Gradients(scores, rows, output, pairs.Slice(block.Start, block.Count), 1, _context.Cancellation);
            foreach (var own in scores)
                ArrayPool<double>.Shared.Return(own);
            ArrayPool<float>.Shared.Return(targets);
            if (_rows.Weights is not null)
                ArrayPool<float>.Shared.Return(weights);
        });

    public void CopyWeights(Span<float> weights)
    {
        weights.Fill(1);
        using var own = _rows.Weights?.Map();
        own?.Span.CopyTo(weights);
    }

    public void Renew(GrownTree grown, double level, int output)
    {
        using var scores = _scores[output].Map();
        using var targets = _rows.Targets.Map();
        using var weights = _rows.Weights?.Map();
        LeafRenewal.Renew(grown, level, scores.Span, targets.Span, weights is null ? [] : weights.Span);
    }

    public void Add(GrownTree grown, int output)
    {
        // Leaf by leaf the rows lie all over the file: so each row's value is noted in memory first, as the bits of a float.
        var values = grown.Partition.Scratch;
        Blocks.Run(grown.Leaves.Length, Math.Max(1, grown.Leaves.Length / 16), _context.Threads, _context.Cancellation, (_, first, end) =>
        {
            for (var l = first; l < end; l++)
            {
                var bits = BitConverter.SingleToInt32Bits(grown.Builder.Value(grown.Leaves[l].Node));
                foreach (var row in grown.Partition.Rows(grown.Leaves[l].Start, grown.Leaves[l].Count).Span)
                    values[row] = bits;
            }
        });
        Update(output, (start, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
                scores[i] += BitConverter.Int32BitsToSingle(values[start + i]);
        });
    }

    public void Add(Tree tree, int output, int sign)
    {
        var binned = new BinnedTree(tree, _table);
        Update(output, (start, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
                scores[i] += sign * (double)tree.Value[binned.LeafOf(start + i)];
        });
    }

    public void Dispose()
    {
        foreach (var own in _scores)
            own?.Dispose();
    }

    private void Fill(ScratchColumn<double> scores, double constant)
    {
        var block = new double[BlockRows];
        Array.Fill(block, constant);
        for (var start = 0; start < _rows.Rows; start += BlockRows)
            scores.Append(block.AsSpan(0, Math.Min(BlockRows, _rows.Rows - start)));
    }

    private delegate void ScoreUpdate(int start, Span<double> scores);

    private void Update(int output, ScoreUpdate update) =>
        Blocks.Run(_rows.Rows, BlockRows, _context.Threads, _context.Cancellation, (_, start, end) =>
        {
            var scores = Rent(_scores[output], start, end - start);
            update(start, scores.AsSpan(0, end - start));
            _scores[output].Write(start, scores.AsSpan(0, end - start));
            ArrayPool<double>.Shared.Return(scores);
        });

    private static T[] Rent<T>(ScratchColumn<T> column, int start, int count) where T : unmanaged
    {
        var values = ArrayPool<T>.Shared.Rent(count);
        column.Read(start, values.AsSpan(0, count));
        return values;
    }
}
