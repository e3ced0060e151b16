using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Linear;

/// <summary>XᵀX, Xᵀy and yᵀy of columns less their means, each row counted by its weight: all that least squares need of many rows.</summary>
/// <param name="Shifts">What was subtracted from each feature: its mean, or 0 without an intercept (p).</param>
/// <param name="TargetShift">What was subtracted from the target.</param>
/// <param name="Gram">XᵀX (p × p).</param>
/// <param name="Cross">Xᵀy (p).</param>
/// <param name="TargetSquares">yᵀy.</param>
/// <param name="WeightSum">The sum of the weights of the rows.</param>
internal sealed record CentredProducts(double[] Shifts, double TargetShift, double[] Gram, double[] Cross, double TargetSquares, double WeightSum)
{
    private const int BlockRows = 128;
    private const int Together = 8;

    /// <summary>Elements of all the partial matrices that chunks of rows sum for themselves.</summary>
    private const long PartialElements = 4_000_000;

    /// <summary>The products of all rows in double precision; X itself is never copied as a whole.</summary>
    /// <param name="x">X.</param>
    /// <param name="target">y.</param>
    /// <param name="withIntercept">Whether means are subtracted.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <param name="every">Of so many blocks of rows one is taken.</param>
    public static CentredProducts Of(DesignMatrix x, double[] target, bool withIntercept, int threads, CancellationToken cancellation, int every = 1)
    {
        var (features, size) = (x.Features, x.Features + 1);
        var shifts = withIntercept ? x.Means : new double[features];
        var targetShift = withIntercept ? x.Mean(target) : 0;
        var chunks = (int)Math.Clamp(PartialElements / ((long)size * size), 1, 16);
        var chunkRows = Math.Max(4096, ((x.Rows + chunks - 1) / chunks + BlockRows - 1) / BlockRows * BlockRows);
        var parts = new double[(x.Rows + chunkRows - 1) / chunkRows][];
        var sums = new double[parts.Length];
        Blocks.Run(x.Rows, chunkRows, threads, cancellation, (chunk, start, end) =>
        {
            var part = parts[chunk] = new double[checked(size * size)];
            var (rows, columns) = (new double[BlockRows * size], new double[Together * BlockRows]);
            for (var at = start; at < end; at += every * BlockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(BlockRows, end - at);
                Fill(x, target, shifts, targetShift, at, count, rows, columns);
                Syrk.AddGram(rows.AsSpan(0, count * size), count, size, part);
                sums[chunk] += x.Weights.Length == 0 ? count : Sum.Of(x.Weights.AsSpan(at, count));
            }
        });
        for (var chunk = 1; chunk < parts.Length; chunk++)
            Axpy.Add(1, parts[chunk], parts[0]);
        var (all, gram, cross) = (parts[0], new double[features * features], new double[features]);
        for (var f = 0; f < features; f++)
        {
            all.AsSpan(f * size, features).CopyTo(gram.AsSpan(f * features));
            cross[f] = all[f * size + features];
        }

        return new CentredProducts(shifts, targetShift, gram, cross, all[^1], every == 1 ? x.WeightSum : Sum.Of(sums));
    }

    /// <summary>The root mean square of each centred column, 0 where it is constant (p).</summary>
    public double[] Deviations() => [.. Shifts.Select((shift, f) =>
        Math.Sqrt(Gram[f * Shifts.Length + f] / WeightSum) is var deviation && deviation > DesignMatrix.RoundingShare * Math.Abs(shift) ? deviation : 0)];

    /// <summary>Rows of features and target side by side, times the roots of their weights; a few columns at a time, so that whole cache lines are written.</summary>
    private static void Fill(DesignMatrix x, double[] target, double[] shifts, double targetShift, int start, int count, double[] rows, double[] columns)
    {
        var (features, size) = (x.Features, x.Features + 1);
        for (var first = 0; first < features; first += Together)
        {
            var width = Math.Min(Together, features - first);
            for (var k = 0; k < width; k++)
                x.Read(first + k, start, shifts[first + k], columns.AsSpan(k * BlockRows, count));
            for (var i = 0; i < count; i++)
            {
                var row = rows.AsSpan(i * size + first, width);
                for (var k = 0; k < row.Length; k++)
                    row[k] = columns[k * BlockRows + i];
            }
        }

        for (var i = 0; i < count; i++)
            rows[i * size + features] = target[start + i] - targetShift;
        for (var i = 0; x.Weights.Length > 0 && i < count; i++)
            Scale.By(Math.Sqrt(x.Weights[start + i]), rows.AsSpan(i * size, size));
    }
}
