using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>Linear support vector classification for many rows: the plane with the widest margin, without a kernel matrix.</summary>
/// <remarks>
/// min ½‖w‖² + Σ Cᵢ·loss(1 − yᵢ(wᵀxᵢ + b)) by dual coordinate descent (<see cref="DualCoordinateDescent"/>). The bias is the weight of a feature that is
/// <see cref="BiasFeature"/> in every row, as in LIBLINEAR with −B, and so has a price; a larger number makes it cheaper. More than two classes are told apart each from the rest.
/// Defaults are LIBLINEAR's, but for the bias, which it has not by default, a tolerance of 10⁻⁴ as in scikit-learn, and that features are standardised. Features are numbers without gaps. Cost: O(n·p) an epoch, and a copy of the table in double. Immutable and thread-safe; runs on one thread.
/// </remarks>
public sealed record LinearSupportVectorClassifier : IEstimator<LinearMachine>
{
    /// <summary>C, the price of an error, above 0 and finite; 1 by default.</summary>
    public double C { get; init; } = 1;

    /// <summary>What an error costs; its square by default.</summary>
    public SupportVectorLoss Loss { get; init; } = SupportVectorLoss.SquaredHinge;

    /// <summary>B, from 0 up and finite; 1 by default, 0 for no bias.</summary>
    public double BiasFeature { get; init; } = 1;

    /// <summary>Whether features are centred and divided by their deviation while the plane is looked for, as it needs to be found soon; by default they are, without a bias only divided. Reported is the
    /// plane of the features as they are.</summary>
    public bool Standardises { get; init; } = true;

    /// <summary>What C is multiplied by for each class, by its label; 1 for those not named.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Whether the model gives probabilities, by Platt's calibration on decisions of cross-validation; by default it does not, which is six times as quick.</summary>
    public bool Probabilities { get; init; }

    /// <summary>The violation of optimality at which the search ends, above 0; 10⁻⁴ by default.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Whether variables that stay at their limits are left out for a while; by default they are.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>The most passes over all rows, at least 1; 10,000 by default.</summary>
    public int MostEpochs { get; init; } = 10_000;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature is no number or the target no category; <c>missing-value</c>: a feature is missing or infinite;
    /// <c>one-class</c>; <c>too-few-rows</c>: probabilities need two rows of each class.</exception>
    /// <exception cref="NotConvergedException">The epochs are used up.</exception>
    public LinearMachine Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        DesignMatrix.CheckRows(data);
        var targets = Targets.Of(data);
        if (targets.Labels.Length < 2 && data.RowCount > 0)
            throw new DataException(targets.Labels.Length == 0 ? "The target holds numbers; expected categories." : $"Every row is of the class '{targets.Labels[0]}'; expected two classes or more.")
            {
                Code = targets.Labels.Length == 0 ? "wrong-kind" : "one-class", Column = data.Target?.Name,
            };
        var rows = new LinearRows(DesignMatrix.Of(data), BiasFeature, Standardises);
        var calibrations = Probabilities
            ? DecisionCalibration.Of(data, targets, context, [.. Classes(targets).Select(positive => (positive, -1))], DecisionCalibration.MostFolds, part => (this with { Probabilities = false }).Fit(part, context), (model, features, decisions) => model.Decide(features, decisions))
            : [];
        var planes = new List<LinearPlane>();
        foreach (var positive in Classes(targets))
            planes.Add(FitPlane(rows, targets, positive, context, calibrations.Length == 0 ? null : calibrations[planes.Count]));
        return new LinearMachine(rows.Columns, targets.Labels, [.. planes]);
    }

    private static IEnumerable<int> Classes(Targets targets) => targets.Labels.Length == 2 ? [1] : Enumerable.Range(0, targets.Labels.Length);

    private LinearPlane FitPlane(LinearRows rows, Targets targets, int positive, FitContext context, Calibration.PlattCalibration? calibration)
    {
        int[] members = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Weight(row) > 0)];
        double[] Of() => new double[members.Length];
        var (signs, prices, lower, upper, diagonal) = (Of(), Of(), Of(), Of(), Of());
        for (var i = 0; i < members.Length; i++)
        {
            var own = (int)targets.Values[members[i]];
            signs[i] = own == positive ? 1 : -1;
            prices[i] = C * rows.Weight(members[i]) * (ClassWeights.TryGetValue(targets.Labels[own], out var weight) ? weight : 1);
            var limit = Loss == SupportVectorLoss.Hinge ? prices[i] : double.PositiveInfinity;
            (lower[i], upper[i]) = (signs[i] > 0 ? 0 : -limit, signs[i] > 0 ? limit : 0);
            diagonal[i] = Loss == SupportVectorLoss.Hinge ? 0 : 1 / (2 * prices[i]);
        }

        if (!signs.Contains(1) || !signs.Contains(-1))
            throw new DataException($"No row of the class '{targets.Labels[signs.Contains(1) ? 0 : positive]}' has a weight above 0.") { Code = "one-class" };
        var descent = new DualCoordinateDescent(rows, members, signs, lower, upper, diagonal, 0);
        descent.Run(Tolerance, MostEpochs, Shrinking, context.Seed, context.Cancellation);
        var primal = Dot.Of(descent.Plane, descent.Plane) / 2;
        for (var i = 0; i < members.Length; i++)
            if (1 - signs[i] * Dot.Of(descent.Plane, rows.Row(members[i])) is > 0 and var error)
                primal += prices[i] * (Loss == SupportVectorLoss.Hinge ? error : error * error);
        return rows.Plane(descent, primal, calibration);
    }

    private void Check()
    {
        var faults = new List<string>();
        LinearRows.Check(C, BiasFeature, Tolerance, MostEpochs, Loss, faults);
        if (ClassWeights.Any(pair => !(pair.Value > 0) || double.IsInfinity(pair.Value)))
            faults.Add($"{nameof(ClassWeights)} are {string.Join(", ", ClassWeights)}; expected finite numbers above 0");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(LinearSupportVectorClassifier)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
