using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Content;

/// <summary>The greatest eigenvalues of a symmetric matrix and their vectors.</summary>
/// <remarks>Up to an order of <see cref="Exact"/> all of them are found. Beyond, that costs minutes, and randomised subspace iteration with a Rayleigh–Ritz step
/// at the end (Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011, algorithm 4.4) finds the leading ones.</remarks>
internal static class LeadingComponents
{
    /// <summary>The greatest order of a matrix that is decomposed whole.</summary>
    public const int Exact = 512;

    private const int Spare = 16;
    private const int Steps = 12;
    private const int RowsPerBlock = 64;
    private const double Nothing = 1e-12;

    /// <summary>Finds them.</summary>
    /// <param name="matrix">A positive semi-definite matrix (order × order); is destroyed.</param>
    /// <param name="order">Its order.</param>
    /// <param name="most">The most of them, at least 1.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    /// <returns>One vector a row, and the values, the greatest first.</returns>
    public static (double[] Vectors, double[] Values) Of(double[] matrix, int order, int most, FitContext context)
    {
        most = Math.Min(most, order);
        double[] vectors;
        var values = new double[order];
        if (order <= Exact)
        {
            Decompose(matrix, order, values);
            vectors = matrix[..(most * order)];
        }
        else
            (vectors, values) = Iterated(matrix, order, Math.Min(order, most + Spare), context);

        return (vectors[..(most * order)], values[..most]);
    }

    private static (double[] Vectors, double[] Values) Iterated(double[] matrix, int order, int width, FitContext context)
    {
        var basis = new double[width * order];
        var random = new RandomStream(context.Seed, 0);
        foreach (ref var value in basis.AsSpan())
            value = random.NextGaussian();
        basis = Orthonormal(basis, width, order);
        for (var step = 0; step < Steps; step++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            basis = Orthonormal(Applied(matrix, basis, width, order, context), width, order);
        }

        var seen = Applied(matrix, basis, width, order, context);
        var (small, values) = (new double[width * width], new double[width]);
        Gemm.MultiplyTransposed(width, width, order, seen, basis, small);
        for (var i = 0; i < width; i++)
            for (var j = 0; j < i; j++)
                small[i * width + j] = small[j * width + i] = (small[i * width + j] + small[j * width + i]) / 2;
        Decompose(small, width, values);
        var turned = new double[width * order];
        Gemm.Multiply(width, order, width, small, basis, turned);
        return (turned, values);
    }

    /// <summary>Each row of the basis times the matrix.</summary>
    private static double[] Applied(double[] matrix, double[] basis, int width, int order, FitContext context)
    {
        var applied = new double[basis.Length];
        Blocks.Run(width, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
            Gemm.Multiply(end - start, order, order, basis.AsSpan(start * order, (end - start) * order), matrix, applied.AsSpan(start * order, (end - start) * order)));
        return applied;
    }

    /// <summary>Rows of length 1 at right angles, from the greatest to the least of their common part: by the decomposition of their Gram matrix, twice, as the first
    /// time loses half of the digits of rows that are nearly alike.</summary>
    private static double[] Orthonormal(double[] basis, int width, int order)
    {
        for (var time = 0; time < 2; time++)
        {
            var (gram, values) = (new double[width * width], new double[width]);
            Gemm.MultiplyTransposed(width, width, order, basis, basis, gram);
            Decompose(gram, width, values);
            for (var k = 0; k < width; k++)
                Scale.By(values[k] > Nothing * values[0] ? 1 / Math.Sqrt(values[k]) : 0, gram.AsSpan(k * width, width));
            var turned = new double[basis.Length];
            Gemm.Multiply(width, order, width, gram, basis, turned);
            basis = turned;
        }

        return basis;
    }

    private static void Decompose(double[] matrix, int order, double[] values)
    {
        // Products of vectors of length 1 are finite.
        if (!SymmetricEigen.TryDecompose(matrix, order, values))
            throw new NotConvergedException("The directions of the vectors cannot be found: their products are not finite.", 0, double.NaN);
    }
}
