using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>Logistic regression: the logarithm of the odds of a class is linear in the features. Two classes or more.</summary>
/// <remarks>
/// min Σ wᵢ·loss(yᵢ, b + xᵢᵀβ) + λ·½‖β‖², with the logistic loss for two classes and the softmax loss of all K for more; the intercepts are free. Found
/// by L-BFGS (Liu and Nocedal, "On the limited memory BFGS method", Mathematical Programming 45, 1989) that begins with the Hessian of the model without
/// features, from some of the rows where there are many; with absolute prices by Newton steps that are elastic nets (Friedman, Hastie and Tibshirani 2010). Scores and gradient are one pass over the table. Defaults are scikit-learn's, where λ is 1/C.
/// Without a price, separable classes have no optimum: that is found and said. Cost: O(n·p·K) a step. Immutable and thread-safe.
/// </remarks>
public sealed record LogisticRegression : IEstimator<LogisticModel>
{
    /// <summary>λ, the price of a squared coefficient, from 0 up and finite; 1 by default.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>α, the share of the price that is of absolute coefficients, λ(α‖β‖₁ + ½(1 − α)‖β‖²), so that useless ones become 0; from 0 up to
    /// 1, 0 by default.</summary>
    public double L1Share { get; init; }

    /// <summary>Whether λ is the price of coefficients of features divided by their deviation, so that units do not matter; by default of those of
    /// the features as they are. Reported are always the latter.</summary>
    public bool Standardises { get; init; }

    /// <summary>Whether there are intercepts; by default there are.</summary>
    public bool WithIntercept { get; init; } = true;

    /// <summary>The search ends when no derivative of the mean loss, by a coefficient of features of deviation 1, is greater, with absolute prices when no such coefficient moves by more; above 0,
    /// 10⁻⁸ by default.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>The most steps, at least 1; 1,000 by default.</summary>
    public int MostSteps { get; init; } = 1_000;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number or the target no category; <c>one-class</c>; <c>missing-value</c>; <c>separable</c>:
    /// without a price, a plane parts the classes, and longer coefficients are always better.</exception>
    /// <exception cref="NotConvergedException">The steps are used up, as when classes are nearly separable and there is no price.</exception>
    public LogisticModel Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        DescentOptions.Check(nameof(LogisticRegression), Penalty, Tolerance, MostSteps, L1Share is not (>= 0 and <= 1) ? $"{nameof(L1Share)} is {L1Share}; expected a number from 0 up to 1" : null);
        DesignMatrix.CheckRows(data);
        var targets = Targets.Of(data);
        if (targets.Labels.Length < 2 && data.RowCount > 0)
            throw new DataException($"The target is {(targets.Labels.Length == 0 ? "a number" : $"always '{targets.Labels[0]}'")}; expected two classes or more.")
            {
                Code = targets.Labels.Length == 0 ? "wrong-kind" : "one-class", Column = data.Target?.Name,
            };
        // Refuses a table without rows.
        var x = DesignMatrix.Of(data);
        return L1Share > 0 && Penalty > 0 ? Sparse(x, targets, context) : new LogisticFit(x, targets, this, context).Run();
    }

    private LogisticModel Sparse(DesignMatrix x, Targets targets, FitContext context)
    {
        var shares = LogisticFit.Shares(x, targets);
        var (outputs, size) = (shares.Length == 2 ? 1 : shares.Length, x.Features + 1);
        var point = new double[outputs * size];
        for (var k = 0; k < outputs && WithIntercept; k++)
            point[k * size + x.Features] = outputs == 1 ? Elementary.Log(shares[1] / shares[0]) : Elementary.Log(shares[k]);
        var fit = new SparseLogisticFit(x, Array.ConvertAll(targets.Values, value => (double)value), outputs, this, context);
        var rounds = fit.Run(point);
        double[] intercepts = [.. Enumerable.Range(0, outputs).Select(k => point[k * size + x.Features])];
        var mean = outputs == 1 ? 0 : intercepts.Average();
        return new LogisticModel(
            x.Columns, targets.Labels, [.. Enumerable.Range(0, outputs).Select(k => point.AsSpan(k * size, x.Features).ToArray())],
            Array.ConvertAll(intercepts, own => own - mean), rounds, fit.Dropped) { KktResidual = fit.KktResidual(point) };
    }
}
