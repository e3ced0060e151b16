using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>Quantile regression: the plane below which a given share of the rows lies.</summary>
/// <remarks>
/// Koenker and Bassett, "Regression quantiles", Econometrica 46 (1978): min 1/W·Σ wᵢρ(yᵢ − b − xᵢᵀβ) + ½·penalty·‖β‖² with ρ(r) = q·r above and (q − 1)·r
/// below 0, W the sum of the weights. Exact to the duality gap, by the interior-point method (<see cref="QuantileInterior"/>); where several planes are equally good it is
/// one in the middle of them, not a corner. Columns that are constant or combinations of columns before them get the coefficient 0. scikit-learn's penalty is of absolute
/// coefficients, and 1 by default; ours is a ridge, and 0. Cost: O(n·p²) for each of some 20 steps, and a copy of the table in double. Immutable and thread-safe.
/// </remarks>
public sealed record QuantileRegression : IEstimator<LinearModel>
{
    /// <summary>q in (0, 1), the share of rows that lie below; 0.5 by default, the median.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>The price of half a squared coefficient, from 0 up and finite; 0 by default.</summary>
    public double Penalty { get; init; }

    /// <summary>Whether the price is of coefficients of features divided by their deviation; by default of those of the features as they are.</summary>
    public bool Standardises { get; init; }

    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <summary>The search ends when the mean gap between primal and dual, in deviations of the target, is smaller; above 0, 10⁻¹⁰ by default.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>The most steps, at least 1; 200 by default.</summary>
    public int MostSteps { get; init; } = 200;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    /// <exception cref="NotConvergedException">The steps are used up.</exception>
    public LinearModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        DescentOptions.Check(nameof(QuantileRegression), Penalty, Tolerance, MostSteps, Quantile is not (> 0 and < 1) ? $"{nameof(Quantile)} is {Quantile}; expected a number above 0 and below 1" : null);
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        var (shifts, centre) = WithIntercept ? (x.Means, x.Mean(target)) : (new double[x.Features], 0);
        var spread = Math.Sqrt(x.Mean(Array.ConvertAll(target, y => (y - centre) * (y - centre))));
        if (!(spread > DesignMatrix.RoundingShare * Math.Abs(centre)))
            return new LinearModel(x.Columns, new double[x.Features], centre, Enumerable.Range(0, x.Features)) { KktResidual = 0 };
        var products = CentredProducts.Of(x, target, WithIntercept, context.Threads, context.Cancellation);
        var deviations = products.Deviations();
        var kept = NormalEquations.Of(products, []).Kept.ToArray();
        var rows = new QuantileRows(x, Array.ConvertAll(target, y => (y - centre) / spread), kept, shifts, deviations, WithIntercept, context);
        var penalties = new double[rows.Size];
        for (var k = 0; k < kept.Length; k++)
            penalties[k] = Penalty * x.WeightSum * spread * (Standardises ? 1 : 1 / (deviations[kept[k]] * deviations[kept[k]]));
        var interior = new QuantileInterior(rows, Quantile, penalties, context);
        var gap = interior.Run(Tolerance, MostSteps);
        var coefficients = new double[x.Features];
        for (var k = 0; k < kept.Length; k++)
            coefficients[kept[k]] = interior.Coefficients[k] * spread / deviations[kept[k]];
        var intercept = WithIntercept ? centre + spread * interior.Coefficients[^1] - Dot.Of(shifts, coefficients) : 0;
        return new LinearModel(x.Columns, coefficients, intercept, Enumerable.Range(0, x.Features).Except(kept)) { KktResidual = gap };
    }
}
