using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Factorization;

/// <summary>YᵀY of many rows, split over threads in fixed blocks whose sums are merged in their order.</summary>
internal static class BlockedGram
{
    private const int RowsPerBlock = 2048;

    /// <summary>Computes the Gram matrix (width × width).</summary>
    /// <param name="factors">Y, row-major.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="context">Threads and cancellation.</param>
    public static float[] Of(float[] factors, int width, FitContext context)
    {
        var rows = factors.Length / width;
        var blocks = (rows + RowsPerBlock - 1) / RowsPerBlock;
        var parts = new float[blocks][];
        Blocks.Run(rows, RowsPerBlock, context.Threads, context.Cancellation, (block, start, end) =>
        {
            var part = new float[width * width];
            Syrk.AddGram(factors.AsSpan(start * width, (end - start) * width), end - start, width, part);
            parts[block] = part;
        });

        var gram = new float[width * width];
        for (var i = 0; i < gram.Length; i++)
        {
            var sum = 0.0;
            foreach (var part in parts)
                sum += part[i];
            gram[i] = (float)sum;
        }

        return gram;
    }
}
