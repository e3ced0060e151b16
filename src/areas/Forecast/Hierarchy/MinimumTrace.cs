using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>The coherent forecasts nearest to the base forecasts, in the metric of the base errors' covariance W: minimum trace (MinT).</summary>
/// <remarks>
/// Wickramasuriya, Athanasopoulos and Hyndman, "Optimal forecast reconciliation for hierarchical and grouped time series through trace
/// minimization", JASA 114 (2019). In their form ỹ = S(SᵀW⁻¹S)⁻¹SᵀW⁻¹ŷ with the summing matrix S; here in the equal one over the constraints
/// Cy = 0, ỹ = ŷ − WCᵀ(CWCᵀ)⁻¹Cŷ (their theorem 1 and its proof), with one unknown for each aggregate and W never made a matrix. A hundred
/// thousand series with a hundred residuals each take about the memory of the residuals three times.
/// </remarks>
public sealed record MinimumTrace : IReconciler
{
    /// <summary>What is assumed of the errors; <see cref="CovarianceKind.Shrinkage"/> by default.</summary>
    public CovarianceKind Covariance { get; init; } = CovarianceKind.Shrinkage;

    /// <summary>λ, in [0, 1]; found from the residuals by default. Below 10⁻⁶ it counts as that, for W to be regular.</summary>
    public double? Shrinkage { get; init; }

    /// <summary>Whether the nearest coherent forecasts without negative ones are sought; not by default.</summary>
    public bool NonNegative { get; init; }

    /// <inheritdoc/>
    public string Name => Covariance switch
    {
        CovarianceKind.Ordinary => "mint-ols",
        CovarianceKind.Structural => "mint-structural",
        CovarianceKind.Variance => "mint-variance",
        _ => "mint-shrinkage",
    };

    /// <inheritdoc/>
    public Reconciliation Fit(SeriesHierarchy hierarchy, HierarchyPast past, FitContext context) => FitTrace(hierarchy, past, context);

    /// <summary><see cref="Fit"/>, with the type of the result.</summary>
    /// <inheritdoc cref="Fit"/>
    public MinimumTraceReconciliation FitTrace(SeriesHierarchy hierarchy, HierarchyPast past, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        ArgumentNullException.ThrowIfNull(past);
        ArgumentNullException.ThrowIfNull(context);
        if (Shrinkage is { } given && !(given is >= 0 and <= 1))
            throw new ArgumentException($"Shrinkage is {given}; it must lie between 0 and 1.");
        if (!Enum.IsDefined(Covariance))
            throw new ArgumentException($"Covariance is {Covariance}, which is no kind of covariance.");
        return new MinimumTraceReconciliation(Name, hierarchy, ErrorCovariance.Of(Covariance, Shrinkage, hierarchy, past), NonNegative);
    }
}
