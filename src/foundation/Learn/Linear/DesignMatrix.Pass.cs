using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Linear;

internal sealed partial class DesignMatrix
{
    /// <summary>Rows whose features are widened once, and stay in the second-level cache for scores and derivatives.</summary>
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
        var (features, scores) = (new double[BlockRows * Features], new double[outputs * BlockRows]);
        for (var start = first; start < end; start += BlockRows)
        {
            var count = Math.Min(BlockRows, end - start);
            for (var k = 0; k < outputs; k++)
                scores.AsSpan(k * count, count).Fill(weights[k * size + Features]);
            for (var f = 0; f < Features; f++)
            {
                var column = features.AsSpan(f * count, count);
                Read(f, start, shifts[f], column);
                for (var k = 0; k < outputs; k++)
                    if (weights[k * size + f] is not 0 and var weight)
                        Axpy.Add(weight, column, scores.AsSpan(k * count, count));
            }

            total += loss.Evaluate(start, scores.AsSpan(0, outputs * count), count);
            for (var k = 0; k < outputs; k++)
            {
                var slopes = scores.AsSpan(k * count, count);
                for (var f = 0; f < Features; f++)
                    gradient[k * size + f] += Dot.Of(features.AsSpan(f * count, count), slopes);
                gradient[k * size + Features] += Sum.Of(slopes);
            }
        }

        return total;
    }
}
