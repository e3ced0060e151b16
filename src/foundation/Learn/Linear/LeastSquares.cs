using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>min Σ wᵢ(yᵢ − b − xᵢᵀβ)² + Σ penaltyⱼ·βⱼ² by the normal equations, with the residuals of the rows themselves as the last word.</summary>
/// <remarks>Forming XᵀX squares the condition of the problem. Corrections solved for the residuals of the rows take that back (Björck,
/// "Stability analysis of the method of seminormal equations", Linear Algebra and its Applications 88/89, 1987).</remarks>
internal static class LeastSquares
{
    private const int Corrections = 2;

    /// <summary>Fits a model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="withIntercept">Whether there is b.</param>
    /// <param name="penalty">The penalty of each squared coefficient, 0 for none.</param>
    /// <param name="isOfStandardised">Whether the penalty is of features of deviation 1.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="DataException">The rows cannot be learnt from.</exception>
    public static LinearModel Fit(TabularData data, bool withIntercept, double penalty, bool isOfStandardised, FitContext context)
    {
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        if (penalty > 0 && x.Features > CentredProducts.FewFeatures && x.Rows < Math.Min(x.Features, CentredProducts.MostFeatures))
            return DualRidge.Fit(x, target, withIntercept, penalty, isOfStandardised, context);
        var products = CentredProducts.Of(x, target, withIntercept, context.Threads, context.Cancellation);
        double[] penalties = penalty is 0 ? []
            : isOfStandardised ? [.. products.Deviations().Select(deviation => penalty * deviation * deviation)] : [.. Enumerable.Repeat(penalty, x.Features)];
        var equations = NormalEquations.Of(products, penalties);
        var solution = equations.Solve(products.Cross);
        var loss = new SquaredRowLoss(Array.ConvertAll(target, y => y - products.TargetShift), x.Weights);
        var (weights, gradient) = (new double[x.Features + 1], new double[x.Features + 1]);
        for (var round = 0; round < Corrections; round++)
        {
            solution.CopyTo(weights, 0);
            x.Pass(products.Shifts, weights, gradient, loss, context.Threads, context.Cancellation);
            for (var f = 0; f < penalties.Length; f++)
                gradient[f] += penalties[f] * solution[f];
            Axpy.Add(-1, equations.Solve(gradient.AsSpan(0, x.Features)), solution);
        }

        var kept = equations.Kept.ToArray();
        return new LinearModel(
            x.Columns, solution, products.TargetShift - Dot.Of(products.Shifts, solution), Enumerable.Range(0, x.Features).Where(f => Array.BinarySearch(kept, f) < 0))
        {
            KktResidual = Residual(x, loss, products.Shifts, solution, penalties, products.Deviations(), Math.Sqrt(products.TargetSquares / products.WeightSum), context),
        };
    }

    /// <summary>The greatest derivative that is left, by coefficients of features of deviation 1 and the intercept, for a target of deviation 1.</summary>
    /// <param name="x">X.</param>
    /// <param name="loss">The loss of rows.</param>
    /// <param name="shifts">What is subtracted from each feature (p).</param>
    /// <param name="solution">The coefficients (p).</param>
    /// <param name="penalties">The price of each squared coefficient (p); empty for none.</param>
    /// <param name="deviations">The deviation of each feature (p), 0 where it is constant.</param>
    /// <param name="targetDeviation">The target's, about its shift.</param>
    /// <param name="context">Threads and cancellation.</param>
    internal static double Residual(
        DesignMatrix x, SquaredRowLoss loss, double[] shifts, double[] solution, double[] penalties, double[] deviations, double targetDeviation, FitContext context)
    {
        var (weights, gradient) = (new double[x.Features + 1], new double[x.Features + 1]);
        solution.CopyTo(weights, 0);
        x.Pass(shifts, weights, gradient, loss, context.Threads, context.Cancellation);
        var greatest = 0.0;
        for (var f = 0; f < solution.Length; f++)
            if (deviations[f] > 0)
                greatest = Math.Max(greatest, Math.Abs(gradient[f] + (penalties.Length > 0 ? penalties[f] * solution[f] : 0)) / deviations[f]);
        // Of columns less their means the intercept is in the shift of the target, exactly.
        return targetDeviation > 0 ? greatest / x.WeightSum / targetDeviation : 0;
    }
}
