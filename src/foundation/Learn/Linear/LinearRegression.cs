using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Linear;

/// <summary>Least squares: the plane with the smallest sum of squared errors.</summary>
/// <remarks>
/// min Σ wᵢ(yᵢ − b − xᵢᵀβ)². One pass forms XᵀX of centred columns in double, Cholesky's method solves the normal equations, and two passes over
/// the residuals correct the rounding. Columns that are constant, or combinations of columns before them to about 3·10⁻⁶ of their
/// length, get the coefficient 0 and stand in <see cref="CoefficientModel.Dropped"/>; so do, with fewer rows than features, all beyond the rows. Cost:
/// O(n·p²) time, O(p²) memory. Immutable and thread-safe.
/// </remarks>
public sealed record LinearRegression : IEstimator<LinearModel>
{
    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>too-many-features</c>: more than ten thousand; <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    public LinearModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        return LeastSquares.Fit(data, WithIntercept, 0, false, context);
    }
}
