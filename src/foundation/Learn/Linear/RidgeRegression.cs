using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Linear;

/// <summary>Ridge regression: least squares that pay for large coefficients, so that columns that resemble each other share.</summary>
/// <remarks>
/// Hoerl and Kennard, "Ridge regression", Technometrics 12 (1970): min Σ wᵢ(yᵢ − b − xᵢᵀβ)² + penalty·‖β‖²; the intercept is free. Defaults are
/// scikit-learn's. Constant columns get the coefficient 0. Cost: O(n·p²) time, O(p²) memory; with thousands of features and
/// fewer rows O(n²·p) and O(n²). Immutable and thread-safe.
/// </remarks>
public sealed record RidgeRegression : IEstimator<LinearModel>
{
    /// <summary>The price of a squared coefficient, above 0 and finite; 1 by default.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>Whether the price is of the coefficients of features divided by their deviation, so that units do not matter; by default of those
    /// of the features as they are. Reported are always the latter.</summary>
    public bool Standardises { get; init; }

    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    public LinearModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (Penalty is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException($"{nameof(RidgeRegression)} cannot be fitted: {nameof(Penalty)} is {Penalty}; expected a finite number above 0.");
        return LeastSquares.Fit(data, WithIntercept, Penalty, Standardises, context);
    }
}
