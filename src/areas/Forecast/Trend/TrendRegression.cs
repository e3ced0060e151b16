using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Forecast.Trend;

/// <summary>The most probable coefficients of <see cref="AdditiveTrend"/>.</summary>
/// <remarks>
/// The negative logarithm of the posterior, up to constants, is SSE / 2σ² + n ln σ + Σ |δ| / τ + Σ w² / 2s². |δ| is bounded from above by
/// δ² / 2|δ'| + |δ'| / 2, equal at δ = δ' (Hunter and Li, Annals of Statistics 33, 2005): each round is a ridge regression on one Gram matrix,
/// and then σ² = SSE / n.
/// </remarks>
internal static class TrendRegression
{
    private const int MostRounds = 200;
    private const double Tolerance = 1e-7;

    // A slope change this small is none: its own weight would be infinite.
    private const double SmallestChange = 1e-9;

    // The series is exact then; a smaller variance would let rounding decide.
    private const double SmallestVariance = 1e-10;

    /// <summary>Solves the problem.</summary>
    /// <param name="rows">The columns and, last, the target, (count × width), row-major; the target between 0 and 1.</param>
    /// <param name="count">The rows, at least one.</param>
    /// <param name="width">Columns and target.</param>
    /// <param name="scales">The prior's standard deviation s of each column's coefficient, or its scale τ where <paramref name="isChange"/> holds.</param>
    /// <param name="isChange">Whether a column is a change of slope.</param>
    /// <param name="coefficients">A place for each column.</param>
    /// <returns>Whether there is a solution.</returns>
    public static bool TrySolve(ReadOnlySpan<double> rows, int count, int width, double[] scales, Func<int, bool> isChange, double[] coefficients)
    {
        var order = width - 1;
        var gram = new double[width * width];
        Syrk.AddGram(rows, count, width, gram);
        var (matrix, next) = (new double[order * order], new double[order]);
        // From above: with as many columns as rows a variance of nothing would explain itself.
        var variance = Variance(rows, width, count);
        for (var j = 0; j < order; j++)
            coefficients[j] = scales[j];
        for (var round = 0; round < MostRounds; round++)
        {
            for (var i = 0; i < order; i++)
            {
                gram.AsSpan(i * width, order).CopyTo(matrix.AsSpan(i * order));
                var spread = isChange(i) ? scales[i] * Math.Max(Math.Abs(coefficients[i]), SmallestChange) : scales[i] * scales[i];
                matrix[i * order + i] += variance / spread;
                next[i] = gram[i * width + order];
            }

            if (!Cholesky.TryFactor(matrix, order))
                return false;
            Cholesky.Solve(matrix, order, next);
            var moved = 0.0;
            for (var i = 0; i < order; i++)
            {
                if (!double.IsFinite(next[i]))
                    return false;
                moved = Math.Max(moved, Math.Abs(next[i] - coefficients[i]));
                coefficients[i] = next[i];
            }

            variance = Math.Max(SquaredErrors(rows, width, coefficients) / count, SmallestVariance);
            if (round > 0 && moved < Tolerance)
                break;
        }

        return true;
    }

    /// <summary>The variance of the target.</summary>
    private static double Variance(ReadOnlySpan<double> rows, int width, int count)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var place = width - 1; place < rows.Length; place += width)
        {
            sum += rows[place];
            squares += rows[place] * rows[place];
        }

        var mean = sum / count;
        return Math.Max(squares / count - mean * mean, SmallestVariance);
    }

    private static double SquaredErrors(ReadOnlySpan<double> rows, int width, ReadOnlySpan<double> coefficients)
    {
        var squares = 0.0;
        for (var start = 0; start < rows.Length; start += width)
        {
            var error = rows[start + width - 1] - Dot.Of(rows.Slice(start, width - 1), coefficients);
            squares = Math.FusedMultiplyAdd(error, error, squares);
        }

        return squares;
    }
}
