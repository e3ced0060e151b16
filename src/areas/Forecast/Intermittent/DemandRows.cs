using Kirana.Data.Fitting;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Intermittent;

/// <summary>Series that lie in rows, taken eight at a time.</summary>
internal static class DemandRows
{
    // Whole tables; large enough for a block's memory not to count.
    private const int BlockSize = 64 * DemandTable.Width;

    /// <summary>What is done with a few rows.</summary>
    /// <param name="rows">Up to as many rows as a block has.</param>
    /// <param name="rates">One place a row.</param>
    public delegate void Work(ReadOnlySpan<double> rows, Span<double> rates);

    /// <summary>Gives blocks of rows to threads.</summary>
    /// <exception cref="ArgumentException">The shapes do not agree.</exception>
    public static void Run(ReadOnlyMemory<double> values, int steps, Memory<double> rates, FitContext context, Work work)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (values.Length != (long)rates.Length * steps)
            throw new ArgumentException($"There are {values.Length} values for {rates.Length} series of {steps} steps; {(long)rates.Length * steps} are expected.", nameof(values));
        Blocks.Run(rates.Length, BlockSize, context.Threads, context.Cancellation, (_, start, end) =>
            work(values.Span[(start * steps)..(end * steps)], rates.Span[start..end]));
    }
}
