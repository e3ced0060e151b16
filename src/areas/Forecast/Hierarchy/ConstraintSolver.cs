using Kirana.Data;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Threading;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Solves (K + UUᵀ)·x = r in the space of the constraints by preconditioned conjugate gradients, several columns side by side.</summary>
/// <remarks>The preconditioner is the inverse of the eliminated K with the factors U joined by the identity of Woodbury: exact in a tree,
/// where one round or two suffice. Each column has steps of its own and stops by itself, so it does not depend on its neighbours.</remarks>
internal sealed class ConstraintSolver
{
    private const int ColumnBlock = 32;
    private const int MostRounds = 2000;
    private const double Tolerance = 1e-13;

    /// <summary>Rounding may keep a badly scaled column above the tolerance; so much is still a solution.</summary>
    private const double Acceptable = 1e-9;

    private readonly ConstraintMatrix _matrix;
    private readonly int _count;
    private readonly int _width;
    private readonly double[] _factors;
    private readonly double[] _turned;
    private readonly double[] _correction;

    /// <param name="matrix">K.</param>
    /// <param name="count">The number of constraints.</param>
    /// <param name="factors">U, (count × width).</param>
    /// <param name="width">The number of factors, 0 for none.</param>
    public ConstraintSolver(ConstraintMatrix matrix, int count, double[] factors, int width)
    {
        (_matrix, _count, _width, _factors) = (matrix, count, width, factors);
        (_turned, _correction) = (new double[factors.Length], (double[])factors.Clone());
        if (width == 0)
            return;
        for (var i = 0; i < count; i++)
            for (var t = 0; t < width; t++)
                _turned[t * count + i] = factors[i * width + t];

        // The correction is Z (I + UᵀZ)⁻¹ with Z = P⁻¹U.
        matrix.Eliminate(_correction, width);
        var inner = new double[width * width];
        Gemm.Multiply(width, width, count, _turned, _correction, inner);
        for (var t = 0; t < width; t++)
            inner[t * width + t] += 1;
        if (!Cholesky.TryFactor(inner, width))
            throw new NotConvergedException("The covariance of the base errors is not positive definite to working precision.", 0, double.NaN);
        for (var i = 0; i < count; i++)
            Cholesky.Solve(inner, width, _correction.AsSpan(i * width, width));
    }

    /// <summary>Solves for several columns.</summary>
    /// <param name="values">r on entry, x on return; (count × columns).</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="cancellation">Looked at before each block of columns.</param>
    /// <exception cref="NotConvergedException">The equations are too badly conditioned.</exception>
    public void Solve(double[] values, int columns, int threads, CancellationToken cancellation) =>
        Blocks.Run(columns, ColumnBlock, threads, cancellation, (_, start, end) =>
        {
            var width = end - start;
            var block = new double[_count * width];
            for (var i = 0; i < _count; i++)
                values.AsSpan(i * columns + start, width).CopyTo(block.AsSpan(i * width));
            SolveBlock(block, width, cancellation);
            for (var i = 0; i < _count; i++)
                block.AsSpan(i * width, width).CopyTo(values.AsSpan(i * columns + start));
        });

    private void SolveBlock(double[] residual, int columns, CancellationToken cancellation)
    {
        var scratch = new double[(_width + _count) * columns];
        var (solution, preconditioned, image) = (new double[residual.Length], new double[residual.Length], new double[residual.Length]);
        var (first, square, next, curvature, factor) = (new double[columns], new double[columns], new double[columns], new double[columns], new double[columns]);
        var units = Normalise(residual, columns);
        Precondition(residual, preconditioned, columns, scratch);
        var direction = (double[])preconditioned.Clone();
        Products(residual, preconditioned, columns, square);
        square.CopyTo(first, 0);
        for (var round = 0; Unsolved(square, first, Tolerance) > 0; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (round == MostRounds)
            {
                if (Unsolved(square, first, Acceptable) == 0)
                    break;
                throw new NotConvergedException("Conjugate gradients did not reconcile the forecasts.", round, square.Max());
            }

            Multiply(direction, image, columns, scratch);
            Products(direction, image, columns, curvature);
            for (var j = 0; j < columns; j++)
                factor[j] = IsSolved(square[j], first[j], Tolerance) || !(curvature[j] > 0) ? 0 : square[j] / curvature[j];
            for (var i = 0; i < residual.Length; i++)
            {
                var step = factor[i % columns];
                solution[i] += step * direction[i];
                residual[i] -= step * image[i];
            }

            Precondition(residual, preconditioned, columns, scratch);
            Products(residual, preconditioned, columns, next);
            for (var j = 0; j < columns; j++)
            {
                var ended = factor[j] == 0;
                factor[j] = ended ? 0 : next[j] / square[j];
                square[j] = ended ? 0 : next[j];
            }

            for (var i = 0; i < residual.Length; i++)
                direction[i] = preconditioned[i] + factor[i % columns] * direction[i];
        }

        for (var i = 0; i < residual.Length; i++)
            residual[i] = solution[i] * units[i % columns];
    }

    /// <summary>Brings each column to magnitudes near 1, so that squares neither overflow nor vanish; powers of two change no digit.</summary>
    private static double[] Normalise(double[] values, int columns)
    {
        const int LeastExponent = -1000;
        var largest = new double[columns];
        for (var i = 0; i < values.Length; i++)
            largest[i % columns] = Math.Max(largest[i % columns], Math.Abs(values[i]));
        var exponents = Array.ConvertAll(largest, value => value == 0 ? 0 : Math.Max(Math.ILogB(value), LeastExponent));
        for (var i = 0; i < values.Length; i++)
            values[i] = Math.ScaleB(values[i], -exponents[i % columns]);
        return Array.ConvertAll(exponents, exponent => Math.ScaleB(1, exponent));
    }

    /// <summary>result ← (K + UUᵀ)·x.</summary>
    private void Multiply(ReadOnlySpan<double> x, Span<double> result, int columns, Span<double> scratch)
    {
        _matrix.Multiply(x, result, columns);
        AddProduct(1, _factors, x, result, columns, scratch);
    }

    private void Precondition(ReadOnlySpan<double> x, Span<double> result, int columns, Span<double> scratch)
    {
        x.CopyTo(result);
        _matrix.Eliminate(result, columns);
        AddProduct(-1, _correction, result, result, columns, scratch);
    }

    /// <summary>result ← result + sign · left·(Uᵀx).</summary>
    private void AddProduct(double sign, double[] left, ReadOnlySpan<double> x, Span<double> result, int columns, Span<double> scratch)
    {
        if (_width == 0)
            return;
        var inner = scratch[..(_width * columns)];
        var outer = scratch[(_width * columns)..];
        Gemm.Multiply(_width, columns, _count, _turned, x, inner);
        Gemm.Multiply(_count, columns, _width, left, inner, outer);
        Axpy.Add(sign, outer, result);
    }

    private static void Products(double[] x, double[] y, int columns, double[] sums)
    {
        Array.Clear(sums);
        for (var i = 0; i < x.Length; i += columns)
            for (var j = 0; j < columns; j++)
                sums[j] += x[i + j] * y[i + j];
    }

    private static bool IsSolved(double square, double first, double tolerance) => !(square > tolerance * tolerance * first);

    private static int Unsolved(double[] squares, double[] first, double tolerance)
    {
        var count = 0;
        for (var j = 0; j < squares.Length; j++)
            count += IsSolved(squares[j], first[j], tolerance) ? 0 : 1;
        return count;
    }
}
