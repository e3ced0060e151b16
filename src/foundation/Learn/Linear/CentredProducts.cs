using System.Buffers;
using Kirana.Data;
using Kirana.Learn.Linear.Kernels;
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
    /// <summary>Of more features than this, learners that can do without do not multiply all with each other.</summary>
    public const int FewFeatures = 4_000;

    /// <summary>So many features take 800 MB a matrix.</summary>
    public const int MostFeatures = 10_000;

    /// <summary>Elements of a block of rows: what stays in a second-level cache of 1 MB while all pairs of its columns are multiplied.</summary>
    private const int BlockElements = 80_000;

    /// <summary>Elements of all the partial matrices that chunks of rows sum for themselves.</summary>
    private const long PartialElements = 4_000_000;

    /// <summary>The products of all rows in double precision; X itself is never copied as a whole.</summary>
    /// <param name="x">X.</param>
    /// <param name="target">y.</param>
    /// <param name="withIntercept">Whether means are subtracted.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="cancellation">Looked at before each block.</param>
    /// <param name="every">Of so many blocks of rows one is taken.</param>
    /// <exception cref="DataException"><c>too-many-features</c>: their products would fill the memory.</exception>
    public static CentredProducts Of(DesignMatrix x, double[] target, bool withIntercept, int threads, CancellationToken cancellation, int every = 1)
    {
        var (features, size) = (x.Features, x.Features + 1);
        if (features > MostFeatures)
            throw new DataException($"There are {features} features; this learner multiplies all with each other and takes at most {MostFeatures}.")
            {
                Code = "too-many-features", Hint = $"Select features first, or take a learner that does not: {nameof(ElasticNet)} or {nameof(LogisticRegression)} with a price, or trees.",
            };
        var shifts = withIntercept ? x.Means : new double[features];
        var targetShift = withIntercept ? x.Mean(target) : 0;
        var blockRows = BlockElements / 512 >= size ? 512 : BlockElements / 256 >= size ? 256 : 128;
        var chunks = (int)Math.Clamp(PartialElements / ((long)size * size), 1, 16);
        var chunkRows = Math.Max(4096, ((x.Rows + chunks - 1) / chunks + blockRows - 1) / blockRows * blockRows);
        var parts = new double[(x.Rows + chunkRows - 1) / chunkRows][];
        var sums = new double[parts.Length];
        Blocks.Run(x.Rows, chunkRows, threads, cancellation, (chunk, start, end) =>
        {
            var part = parts[chunk] = new double[checked(size * size)];
            var block = ArrayPool<double>.Shared.Rent(size * blockRows);
            for (var at = start; at < end; at += every * blockRows)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(blockRows, end - at);
                var length = Padded(count);
                Fill(x, target, shifts, targetShift, at, count, length, block);
                InnerProducts.AddUpper(block.AsSpan(0, size * length), size, length, part);
                sums[chunk] += x.Weights.Length == 0 ? count : Sum.Of(x.Weights.AsSpan(at, count));
            }

            ArrayPool<double>.Shared.Return(block);
        });
        for (var chunk = 1; chunk < parts.Length; chunk++)
            Axpy.Add(1, parts[chunk], parts[0]);
        var (all, gram, cross) = (parts[0], new double[features * features], new double[features]);
        for (var f = 0; f < features; f++)
        {
            cross[f] = all[f * size + features];
            for (var g = f; g < features; g++)
                gram[f * features + g] = gram[g * features + f] = all[f * size + g];
        }

        return new CentredProducts(shifts, targetShift, gram, cross, all[^1], every == 1 ? x.WeightSum : Sum.Of(sums));
    }

    /// <summary>The root mean square of each centred column, 0 where it is constant (p).</summary>
    public double[] Deviations() => [.. Shifts.Select((shift, f) =>
        Math.Sqrt(Gram[f * Shifts.Length + f] / WeightSum) is var deviation && deviation > DesignMatrix.RoundingShare * Math.Abs(shift) ? deviation : 0)];

    /// <summary>The features and the target of some rows one after another, times the roots of the weights, with zeros up to the length.</summary>
    private static void Fill(DesignMatrix x, double[] target, double[] shifts, double targetShift, int start, int count, int length, double[] block)
    {
        Span<double> roots = x.Weights.Length == 0 ? [] : stackalloc double[count];
        for (var i = 0; i < roots.Length; i++)
            roots[i] = Math.Sqrt(x.Weights[start + i]);
        for (var f = 0; f <= x.Features; f++)
        {
            var column = block.AsSpan(f * length, length);
            if (f < x.Features)
                x.Read(f, start, shifts[f], column[..count]);
            else
                Shifted.By(targetShift, target.AsSpan(start, count), column[..count]);
            for (var i = 0; i < roots.Length; i++)
                column[i] *= roots[i];
            column[count..].Clear();
        }
    }

    private static int Padded(int rows) => (rows + InnerProducts.LengthUnit - 1) / InnerProducts.LengthUnit * InnerProducts.LengthUnit;
}
