using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>The elastic net, and with <see cref="L1Share"/> = 1 the lasso: least squares that pay for coefficients, so that useless ones become exactly 0.</summary>
/// <remarks>
/// Zou and Hastie, "Regularization and variable selection via the elastic net", JRSS B 67 (2005): min 1/(2Σwᵢ) Σ wᵢ(yᵢ − b − xᵢᵀβ)² +
/// λ(α‖β‖₁ + ½(1 − α)‖β‖²). A path of falling λ is followed by coordinate descent, with XᵀX where there are more rows than features, by
/// residuals where there are not. Defaults are glmnet's (Friedman, Hastie and Tibshirani 2010), except that all λ of the path are
/// followed, and that a solution is good when its duality gap is. Cost: O(n·p²) for XᵀX or O(n·p) a sweep. Immutable and thread-safe.
/// </remarks>
public sealed partial record ElasticNet : IEstimator<LinearModel>
{
    /// <summary>α, the share of the price that is of absolute coefficients, above 0 up to 1; 1 by default, the lasso. For 0 take <see cref="RidgeRegression"/>.</summary>
    public double L1Share { get; init; } = 1;

    /// <summary>λ of <see cref="Fit"/>, above 0 and finite; <see langword="null"/>, the default, for the one that cross-validation finds.</summary>
    public double? Penalty { get; init; }

    /// <summary>The number of λ on the path, at least 2; 100 by default.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>The last λ of the path as a share of the first, at which all coefficients are 0; between 0 and 1. By default 10⁻⁴ with more rows
    /// than features, else 10⁻².</summary>
    public double? LeastShare { get; init; }

    /// <summary>Whether λ is the price of coefficients of features divided by their deviation, so that units do not matter; by default it is.
    /// Reported are always the coefficients of the features as they are.</summary>
    public bool Standardises { get; init; } = true;

    /// <summary>Whether there is an intercept; by default there is.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <summary>The duality gap that is enough, as a share of half the target's variance, above 0; 10⁻⁶ by default.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The most sweeps for one λ, at least 1; a hundred thousand by default.</summary>
    public int MostSweeps { get; init; } = 100_000;

    /// <summary>The parts of cross-validation, at least 3; 10 by default.</summary>
    public int Folds { get; init; } = 10;

    /// <summary>Whether <see cref="Fit"/> takes the largest λ whose error is within one standard error of the least, a simpler model;
    /// by default it takes the least error.</summary>
    public bool Simplest { get; init; }

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    /// <exception cref="NotConvergedException">The sweeps are used up.</exception>
    public LinearModel Fit(TabularData data, FitContext context)
    {
        if (Penalty is null)
        {
            var found = CrossValidate(data, context);
            return found.Path.Model(Simplest ? found.Simplest : found.Best);
        }

        var path = Follow(data, context, []);
        return path.Model(path.Penalties.Length - 1);
    }

    /// <summary>Fits the whole path.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">An option lies outside its range, or the data have no target.</exception>
    /// <exception cref="DataException">The data cannot be learnt from; as of <see cref="Fit"/>.</exception>
    /// <exception cref="NotConvergedException">The sweeps are used up.</exception>
    public ElasticNetPath FitPath(TabularData data, FitContext context) => (this with { Penalty = null }).Follow(data, context, []);

    /// <summary>Follows the given λ, or those of the options.</summary>
    private ElasticNetPath Follow(TabularData data, FitContext context, double[] penalties)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var (target, x) = (DesignMatrix.Target(data), DesignMatrix.Of(data));
        var (shifts, targetShift) = (WithIntercept ? x.Means : new double[x.Features], WithIntercept ? x.Mean(target) : 0);
        var squares = Array.ConvertAll(target, y => (y - targetShift) * (y - targetShift));
        // What rounding leaves of a constant target is nothing to be explained.
        var variance = x.Mean(squares) is var mean && mean > 1e-28 * targetShift * targetShift ? mean : 0;
        var descent = Problem(x, target, shifts, targetShift, variance, context, out var scales);
        var path = new DescentPath(descent, L1Share, Tolerance, MostSweeps);
        penalties = penalties.Length > 0 ? penalties : Sequence(path.Largest, x);
        var (coefficients, intercepts, gaps, residuals) = (new double[penalties.Length][], new double[penalties.Length], new double[penalties.Length], new double[penalties.Length]);
        for (var k = 0; k < penalties.Length; k++)
        {
            gaps[k] = variance is 0 ? 0 : path.Solve(penalties[k], k == 0 ? Math.Max(path.Largest, penalties[0]) : penalties[k - 1], context.Cancellation);
            residuals[k] = variance is 0 ? 0 : path.KktResidual(penalties[k]);
            var own = coefficients[k] = new double[x.Features];
            for (var f = 0; f < own.Length; f++)
                own[f] = descent.Coefficients[f] is 0 ? 0 : descent.Coefficients[f] / scales[f];
            intercepts[k] = targetShift - Dot.Of(shifts, coefficients[k]);
        }

        return new ElasticNetPath(x.Columns, penalties, coefficients, intercepts, gaps, residuals, [.. Enumerable.Range(0, x.Features).Where(f => scales[f] is 0)]);
    }

    private Descent Problem(
        DesignMatrix x, double[] target, double[] shifts, double targetShift, double variance, FitContext context, out double[] scales)
    {
        if (x.Features <= CentredProducts.FewFeatures && x.Rows >= x.Features)
        {
            var products = CentredProducts.Of(x, target, WithIntercept, context.Threads, context.Cancellation);
            scales = Scales(products.Deviations());
            return GramDescent.Of(products, scales, variance);
        }

        scales = Scales(x.Deviations(shifts));
        return ResidualDescent.Of(x, target, shifts, targetShift, scales);
    }

    private double[] Scales(double[] deviations) => Standardises ? deviations : Array.ConvertAll(deviations, deviation => deviation > 0 ? 1.0 : 0);

    /// <summary>λ that fall by the same factor from the first at which everything is 0; or from there to the one that is asked for.</summary>
    private double[] Sequence(double largest, DesignMatrix x)
    {
        var first = largest > 0 ? largest : 1;
        if (Penalty >= first)
            return [Penalty.Value];
        var share = Penalty / first ?? LeastShare ?? (x.Rows > x.Features ? 1e-4 : 1e-2);
        var count = Penalty is null ? Steps : Math.Max(2, (int)Math.Ceiling(-10 * Elementary.Log(share)));
        var sequence = new double[count];
        for (var k = 0; k < count; k++)
            sequence[k] = first * Elementary.Exp(Elementary.Log(share) * k / (count - 1));
        sequence[^1] = Penalty ?? sequence[^1];
        return sequence;
    }

    private void Check()
    {
        var faults = new List<string>();
        if (L1Share is not (> 0 and <= 1))
            faults.Add($"{nameof(L1Share)} is {L1Share}; expected a number above 0 up to 1");
        if (Penalty is not (null or (> 0 and < double.PositiveInfinity)))
            faults.Add($"{nameof(Penalty)} is {Penalty}; expected a finite number above 0");
        if (Steps < 2)
            faults.Add($"{nameof(Steps)} is {Steps}; expected at least 2");
        if (LeastShare is not (null or (> 0 and < 1)))
            faults.Add($"{nameof(LeastShare)} is {LeastShare}; expected a number between 0 and 1");
        if (Tolerance is not (> 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Tolerance)} is {Tolerance}; expected a finite number above 0");
        if (MostSweeps < 1)
            faults.Add($"{nameof(MostSweeps)} is {MostSweeps}; expected at least 1");
        if (Folds < 3)
            faults.Add($"{nameof(Folds)} is {Folds}; expected at least 3");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(ElasticNet)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
