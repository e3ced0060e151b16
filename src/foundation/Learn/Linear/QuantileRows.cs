using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Linear;

/// <summary>The rows of a quantile regression that have a weight: standardised features and perhaps a 1, row by row, with targets and weights.</summary>
internal sealed class QuantileRows
{
    private const int BlockRows = 128;
    private const int ChunkRows = 4096;

    private readonly double[] _rows;
    private readonly FitContext _context;

    public QuantileRows(DesignMatrix x, double[] target, int[] kept, double[] shifts, double[] deviations, bool withIntercept, FitContext context)
    {
        int[] used = x.Weights.Length == 0 ? [.. Enumerable.Range(0, x.Rows)] : [.. Enumerable.Range(0, x.Rows).Where(row => x.Weights[row] > 0)];
        (Size, Count, _context) = (kept.Length + (withIntercept ? 1 : 0), used.Length, context);
        (_rows, Targets) = (new double[checked(Count * Size)], Array.ConvertAll(used, row => target[row]));
        Weights = Array.ConvertAll(used, row => x.Weights.Length == 0 ? 1 : x.Weights[row] * x.Rows / x.WeightSum);
        var column = new double[x.Rows];
        for (var k = 0; k < kept.Length; k++)
        {
            x.Read(kept[k], 0, shifts[kept[k]], column);
            for (var i = 0; i < Count; i++)
                _rows[i * Size + k] = column[used[i]] / deviations[kept[k]];
        }

        for (var i = 0; i < Count && withIntercept; i++)
            _rows[i * Size + Size - 1] = 1;
    }

    /// <summary>The numbers of a row.</summary>
    public int Size { get; }

    public int Count { get; }

    public double[] Targets { get; }

    /// <summary>The weight of each row; their mean over all rows is 1.</summary>
    public double[] Weights { get; }

    /// <summary>Each row times a vector.</summary>
    public void Multiply(double[] coefficients, double[] scores)
    {
        for (var i = 0; i < Count; i++)
            scores[i] = Dot.Of(_rows.AsSpan(i * Size, Size), coefficients);
    }

    /// <summary>Σ factor·row.</summary>
    public void Sum(double[] factors, double[] sums)
    {
        Array.Clear(sums);
        for (var i = 0; i < Count; i++)
            Axpy.Add(factors[i], _rows.AsSpan(i * Size, Size), sums);
    }

    /// <summary>Σ weight·row·rowᵀ.</summary>
    public double[] Gram(double[] weights)
    {
        var parts = new double[(Count + ChunkRows - 1) / ChunkRows][];
        Blocks.Run(Count, ChunkRows, _context.Threads, _context.Cancellation, (chunk, start, end) =>
        {
            var (part, block) = (parts[chunk] = new double[Size * Size], new double[BlockRows * Size]);
            for (var at = start; at < end; at += BlockRows)
            {
                var count = Math.Min(BlockRows, end - at);
                _rows.AsSpan(at * Size, count * Size).CopyTo(block);
                for (var i = 0; i < count; i++)
                    Scale.By(Math.Sqrt(weights[at + i]), block.AsSpan(i * Size, Size));
                Syrk.AddGram(block.AsSpan(0, count * Size), count, Size, part);
            }
        });
        for (var chunk = 1; chunk < parts.Length; chunk++)
            Axpy.Add(1, parts[chunk], parts[0]);
        return parts[0];
    }
}
