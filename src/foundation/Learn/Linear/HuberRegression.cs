using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>Huber's regression: least squares for small errors, absolute ones for large, so that a few wild rows do not turn the plane.</summary>
/// <remarks>
/// Huber, "Robust statistics", 1981, section 7.7: min Σ wᵢσ(1 + h((yᵢ − b − xᵢᵀβ)/σ)) + penalty·‖β‖² over β, b and the scale σ > 0 together, with h(z) = z² up
/// to |z| = ε and 2ε|z| − ε² beyond. It is convex, and the coefficients follow the target's unit. Weighted least squares bring it near, L-BFGS to the optimum; where more than half of the rows lie on a plane σ is 0. Defaults are
/// scikit-learn's. Columns that are constant, or without a penalty combinations of columns before them, get the coefficient 0. Cost: O(n·p²) for each of some ten rounds and O(n·p) a step. Immutable and thread-safe.
/// </remarks>
public sealed record HuberRegression : IEstimator<LinearModel>
{
    /// <summary>ε, above 1 and finite: where errors count as large, in units of σ; 1.35 by default, which keeps 95 % of the efficiency where errors are normal.</summary>
    public double Epsilon { get; init; } = 1.35;

    /// <summary>The price of a squared coefficient, from 0 up and finite; 10⁻⁴ by default.</summary>
    public double Penalty { get; init; } = 1e-4;

    /// <summary>Whether the price is of coefficients of features divided by their deviation; by default of those of the features as they are.</summary>
    public bool Standardises { get; init; }

    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <summary>The search ends when no derivative of the mean loss, by a coefficient of features of deviation 1 or by the intercept, in the target's
    /// deviations, is greater; above 0, 10⁻⁹ by default.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>The most steps, at least 1; 1,000 by default.</summary>
    public int MostSteps { get; init; } = 1_000;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    /// <exception cref="NotConvergedException">The steps are used up.</exception>
    public LinearModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        DescentOptions.Check(nameof(HuberRegression), Penalty, Tolerance, MostSteps, Epsilon is not (> 1 and < double.PositiveInfinity) ? $"{nameof(Epsilon)} is {Epsilon}; expected a finite number above 1" : null);
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        var centre = WithIntercept ? x.Mean(target) : 0;
        var spread = Math.Sqrt(x.Mean(Array.ConvertAll(target, y => (y - centre) * (y - centre))));
        if (!(spread > DesignMatrix.RoundingShare * Math.Abs(centre)))
            return new LinearModel(x.Columns, new double[x.Features], centre, Enumerable.Range(0, x.Features)) { KktResidual = 0 };
        // In units of the target's deviation the loss is as great as the rows' weights.
        var scaled = Array.ConvertAll(target, y => (y - centre) / spread);
        var start = new HuberStart(x, scaled, WithIntercept, 2 * Penalty * spread, Standardises, Epsilon, context);
        var fit = new SmoothFit(x, scaled, WithIntercept, 2 * Penalty * spread, Standardises, 2 / start.Scale, context, start.Working);
        var (point, slopes) = (new double[x.Features + 2], new double[x.Rows]);
        start.Coefficients.CopyTo(point, 0);
        (point[^2], point[^1]) = (start.Intercept + Dot.Of(fit.Shifts, start.Coefficients), start.Scale);
        // Where the rows lie on a plane there is nothing left to be found.
        var residual = start.IsExact ? 0 : fit.Run(point, Loss, 2 * start.Working.WeightSum / start.Scale, Tolerance, MostSteps, nameof(HuberRegression));
        Scale.By(spread, point);
        var (coefficients, intercept) = fit.Plane(point);
        return new LinearModel(x.Columns, coefficients, intercept + centre, fit.Dropped) { KktResidual = residual };

        double Loss(double[] at, double[] gradient)
        {
            if (!(at[^1] > 0))
                return double.PositiveInfinity;
            var loss = fit.Pass(at, gradient, new HuberRowLoss(scaled, x.Weights, at[^1], Epsilon, slopes));
            gradient[^1] = Sum.Of(slopes);
            return loss;
        }
    }
}
