using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;

namespace Kirana.Learn.Linear;

/// <summary>Ridge regression by the products of rows, for tables with more features than rows: no p × p matrix is needed.</summary>
/// <remarks>Saunders, Gammerman and Vovk, "Ridge regression learning algorithm in dual variables", ICML 1998: with Z = W^½XD^−½, where D holds the
/// prices, (ZZᵀ + 1)α = W^½y and β = D^−½Zᵀα. Cost: O(n²·p) time, O(n²) memory.</remarks>
internal static class DualRidge
{
    /// <summary>Columns whose products are added at a time.</summary>
    private const int Together = 256;

    /// <summary>Fits a model; arguments as of <see cref="LeastSquares.Fit"/>.</summary>
    public static LinearModel Fit(DesignMatrix x, double[] target, bool withIntercept, double penalty, bool isOfStandardised, FitContext context)
    {
        var (shifts, targetShift) = withIntercept ? (x.Means, x.Mean(target)) : (new double[x.Features], 0);
        var deviations = x.Deviations(shifts);
        // D^−½; 0 leaves a constant column out.
        double[] factors = [.. deviations.Select(deviation => deviation is 0 ? 0 : 1 / (Math.Sqrt(penalty) * (isOfStandardised ? deviation : 1)))];
        var (rows, roots) = (x.Rows, new double[x.Rows]);
        for (var i = 0; i < rows; i++)
            roots[i] = Math.Sqrt(x.Weights.Length == 0 ? 1 : x.Weights[i]);
        var (kernel, block) = (new double[checked(rows * rows)], new double[Together * rows]);
        for (var first = 0; first < x.Features; first += Together)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Together, x.Features - first);
            for (var k = 0; k < count; k++)
                Column(first + k, block.AsSpan(k * rows, rows));
            Syrk.AddGram(block.AsSpan(0, count * rows), count, rows, kernel);
        }

        var dual = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            kernel[i * rows + i] += 1;
            dual[i] = roots[i] * (target[i] - targetShift);
        }

        if (!Cholesky.TryFactor(kernel, rows))
            throw new InvalidOperationException("A matrix whose eigenvalues are at least 1 has no factor.");
        Cholesky.Solve(kernel, rows, dual);
        var coefficients = new double[x.Features];
        var column = block.AsSpan(0, rows);
        for (var f = 0; f < coefficients.Length; f++)
        {
            Column(f, column);
            coefficients[f] = factors[f] * Dot.Of(column, dual);
        }

        var rests = Array.ConvertAll(target, y => y - targetShift);
        var spread = Math.Sqrt(x.Mean(Array.ConvertAll(rests, rest => rest * rest)));
        var penalties = Array.ConvertAll(deviations, deviation => isOfStandardised ? penalty * deviation * deviation : penalty);
        return new LinearModel(x.Columns, coefficients, targetShift - Dot.Of(shifts, coefficients), Enumerable.Range(0, x.Features).Where(f => deviations[f] is 0))
        {
            KktResidual = LeastSquares.Residual(x, new SquaredRowLoss(rests, x.Weights), shifts, coefficients, penalties, deviations, spread, context),
        };

        void Column(int feature, Span<double> values)
        {
            x.Read(feature, 0, shifts[feature], values);
            for (var i = 0; i < values.Length; i++)
                values[i] *= roots[i] * factors[feature];
        }
    }
}
