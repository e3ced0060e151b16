using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>Poisson regression: counts whose expectation is multiplied by so much for each unit of a feature.</summary>
/// <remarks>
/// Nelder and Wedderburn, "Generalized linear models", JRSS A 135 (1972), with the logarithm as link: min 1/W·Σ wᵢ(μᵢ − yᵢ ln μᵢ) + ½·penalty·‖β‖² with
/// ln μᵢ = b + xᵢᵀβ, W the sum of the weights. Found by L-BFGS that begins with the Hessian of equal means. Defaults are scikit-learn's. Columns that are constant, or
/// without a penalty combinations of columns before them, get the coefficient 0. Cost: O(n·p²) once and O(n·p) a step. Immutable and thread-safe.
/// </remarks>
public sealed record PoissonRegression : IEstimator<LogLinearModel>
{
    /// <summary>The price of half a squared coefficient, from 0 up and finite; 1 by default.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Whether the price is of coefficients of features divided by their deviation; by default of those of the features as they are.</summary>
    public bool Standardises { get; init; }

    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <summary>The search ends when no derivative of the mean loss, by a coefficient of features of deviation 1 or by the intercept, by the mean of the
    /// target, is greater; above 0, 10⁻⁹ by default.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>The most steps, at least 1; 1,000 by default.</summary>
    public int MostSteps { get; init; } = 1_000;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite;
    /// <c>bad-target</c>: a number below 0, or nothing but 0.</exception>
    /// <exception cref="NotConvergedException">The steps are used up, as when a feature parts the zeros from the rest and there is no penalty.</exception>
    public LogLinearModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        DescentOptions.Check(nameof(PoissonRegression), Penalty, Tolerance, MostSteps);
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        for (var row = 0; row < target.Length; row++)
            if (target[row] < 0)
                throw new DataException($"The target of row {row + 1} is {target[row]}; expected counts from 0 up.") { Code = "bad-target", Row = row + 1, Column = data.Target?.Name };
        var mean = x.Mean(target);
        if (!(mean > 0))
            throw new DataException("Every target is 0; expected at least one count above it.") { Code = "bad-target", Column = data.Target?.Name };
        // Divided by their mean the counts are of the size of their weights, and only the intercept differs.
        var scaled = Array.ConvertAll(target, y => y / mean);
        var fit = new SmoothFit(x, scaled, WithIntercept, Penalty * x.WeightSum / mean, Standardises, 1, context);
        var offset = Elementary.Log(mean);
        var point = new double[x.Features + 1];
        // Without an intercept the scores of the scaled counts begin where those of the counts do.
        point[^1] = WithIntercept ? 0 : -offset;
        var residual = fit.Run(point, (at, gradient) => fit.Pass(at, gradient, new PoissonRowLoss(scaled, x.Weights)), 1, Tolerance, MostSteps, nameof(PoissonRegression));
        var (coefficients, intercept) = fit.Plane(point);
        return new LogLinearModel(x.Columns, coefficients, WithIntercept ? intercept + offset : 0, fit.Dropped) { KktResidual = residual };
    }
}
