using Kirana.Data.Tables;
using Kirana.Learn.Linear.Kernels;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Linear;

internal sealed partial class DesignMatrix
{
    /// <summary>Rows whose features stay in the second-level cache from the scores to the derivatives.</summary>
    private const int BlockRows = 512;

    /// <summary>Rows whose sums are added before they are merged with others'.</summary>
    private const int ChunkRows = 4096;

    /// <summary>A loss of all rows with its gradient, in one pass over the features.</summary>
    /// <param name="shifts">What is subtracted from each feature (p).</param>
    /// <param name="weights">Coefficients and intercept of each output (K × (p + 1)).</param>
    /// <param name="gradient">Takes the derivatives of the loss by them (K × (p + 1)).</param>
    /// <param name="loss">The loss; thread-safe.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="cancellation">Looked at before each chunk.</param>
    public double Pass<TLoss>(ReadOnlyMemory<double> shifts, double[] weights, Span<double> gradient, TLoss loss, int threads, CancellationToken cancellation)
        where TLoss : IRowLoss
    {
        var chunks = (Rows + ChunkRows - 1) / ChunkRows;
        var (losses, gradients) = (new double[chunks], new double[chunks][]);
        Blocks.Run(Rows, ChunkRows, threads, cancellation, (chunk, start, end) =>
        {
            gradients[chunk] = new double[weights.Length];
            losses[chunk] = Chunk(shifts.Span, weights, gradients[chunk], loss, start, end);
        });
        gradient.Clear();
        foreach (var part in gradients)
            Axpy.Add(1, part, gradient);
        return Sum.Of(losses);
    }

    private double Chunk<TLoss>(ReadOnlySpan<double> shifts, double[] weights, double[] gradient, TLoss loss, int first, int end)
        where TLoss : IRowLoss
    {
        var (size, outputs, total) = (Features + 1, weights.Length / (Features + 1), 0.0);
        var (room, scores) = (new double[BlockRows], new double[outputs * BlockRows]);
        for (var start = first; start < end; start += BlockRows)
        {
            var count = Math.Min(BlockRows, end - start);
            for (var k = 0; k < outputs; k++)
                AddScores(start, shifts, weights.AsSpan(k * size, size), scores.AsSpan(k * count, count), room);
            total += loss.Evaluate(start, scores.AsSpan(0, outputs * count), count);
            for (var k = 0; k < outputs; k++)
                AddProducts(start, shifts, scores.AsSpan(k * count, count), gradient.AsSpan(k * size, size), room);
        }

        return total;
    }

    /// <summary>Intercept + Σ weight·(x − shift) of some rows.</summary>
    private void AddScores(int start, ReadOnlySpan<double> shifts, ReadOnlySpan<double> weights, Span<double> scores, double[] room)
    {
        scores.Fill(weights[Features]);
        for (var f = 0; f < Features;)
            if (AreSingles(f, scores.Length))
            {
                if (weights.Slice(f, ShiftedColumns.Count).IndexOfAnyExcept(0) >= 0)
                    ShiftedColumns.AddScores(
                        Singles(f, start, scores.Length), Singles(f + 1, start, scores.Length), Singles(f + 2, start, scores.Length), Singles(f + 3, start, scores.Length),
                        shifts[f..], weights[f..], scores);
                f += ShiftedColumns.Count;
            }
            else
            {
                if (weights[f] is not 0)
                {
                    Read(f, start, shifts[f], room.AsSpan(0, scores.Length));
                    Axpy.Add(weights[f], room.AsSpan(0, scores.Length), scores);
                }

                f++;
            }
    }

    /// <summary>Adds (x − shift)ᵀ·slopes of some rows to each feature's sum, and the slopes to the last.</summary>
    private void AddProducts(int start, ReadOnlySpan<double> shifts, ReadOnlySpan<double> slopes, Span<double> sums, double[] room)
    {
        for (var f = 0; f < Features;)
            if (AreSingles(f, slopes.Length))
            {
                ShiftedColumns.AddProducts(
                    Singles(f, start, slopes.Length), Singles(f + 1, start, slopes.Length), Singles(f + 2, start, slopes.Length), Singles(f + 3, start, slopes.Length),
                    shifts[f..], slopes, sums[f..]);
                f += ShiftedColumns.Count;
            }
            else
            {
                Read(f, start, shifts[f], room.AsSpan(0, slopes.Length));
                sums[f] += Dot.Of(room.AsSpan(0, slopes.Length), slopes);
                f++;
            }

        sums[Features] += Sum.Of(slopes);
    }

    private ReadOnlySpan<float> Singles(int feature, int start, int count) => _columns[feature].Singles.Slice(start, count);

    private bool AreSingles(int feature, int rows)
    {
        if (rows % ShiftedColumns.RowUnit != 0 || feature + ShiftedColumns.Count > Features)
            return false;
        for (var f = feature; f < feature + ShiftedColumns.Count; f++)
            if (_columns[f].Kind != ColumnKind.Single)
                return false;
        return true;
    }
}
