using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Linear;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>Linear support vector regression for many rows: the flattest plane that passes within ε of the rows, without a kernel matrix.</summary>
/// <remarks>
/// min ½‖w‖² + Σ Cᵢ·loss(|yᵢ − wᵀxᵢ − b| − ε) by dual coordinate descent (<see cref="DualCoordinateDescent"/>). The bias is the weight of a feature that is
/// <see cref="BiasFeature"/> in every row, as in LIBLINEAR with −B. Defaults are LIBLINEAR's, but for the bias and a tolerance of 10⁻⁴ as in scikit-learn. Features are numbers without
/// gaps, and should be of similar size. Cost: O(n·p) an epoch, and a copy of the table in double. Immutable and thread-safe; runs on one thread.
/// </remarks>
public sealed record LinearSupportVectorRegression : IEstimator<LinearMachine>
{
    /// <summary>C, the price of an error, above 0 and finite; 1 by default.</summary>
    public double C { get; init; } = 1;

    /// <summary>ε, the error that costs nothing, in the unit of the target, from 0 up and finite; 0.1 by default.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>What an error costs; its square by default.</summary>
    public SupportVectorLoss Loss { get; init; } = SupportVectorLoss.SquaredHinge;

    /// <summary>B, from 0 up and finite; 1 by default, 0 for no bias.</summary>
    public double BiasFeature { get; init; } = 1;

    /// <summary>The violation of optimality at which the search ends, above 0; 10⁻⁴ by default.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Whether variables that stay at their limits are left out for a while; by default they are.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>The most passes over all rows, at least 1; 10,000 by default.</summary>
    public int MostEpochs { get; init; } = 10_000;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>wrong-kind</c>: a feature or the target is no number; <c>missing-value</c>: a feature is missing or infinite.</exception>
    /// <exception cref="NotConvergedException">The epochs are used up.</exception>
    public LinearMachine Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var faults = new List<string>();
        LinearRows.Check(C, BiasFeature, Tolerance, MostEpochs, Loss, faults);
        if (Epsilon is not (>= 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(Epsilon)} is {Epsilon}; expected a finite number from 0 up");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(LinearSupportVectorRegression)} cannot be fitted: {string.Join("; ", faults)}.");
        var target = DesignMatrix.Target(data);
        var rows = new LinearRows(DesignMatrix.Of(data), BiasFeature);
        int[] members = [.. Enumerable.Range(0, rows.Count).Where(row => rows.Weight(row) > 0)];
        var prices = Array.ConvertAll(members, row => C * rows.Weight(row));
        var upper = Array.ConvertAll(prices, price => Loss == SupportVectorLoss.Hinge ? price : double.PositiveInfinity);
        var numbers = Array.ConvertAll(members, row => target[row]);
        var descent = new DualCoordinateDescent(
            rows, members, numbers, Array.ConvertAll(upper, limit => -limit), upper, Array.ConvertAll(prices, price => Loss == SupportVectorLoss.Hinge ? 0 : 1 / (2 * price)), Epsilon);
        descent.Run(Tolerance, MostEpochs, Shrinking, context.Seed, context.Cancellation);
        var primal = Dot.Of(descent.Plane, descent.Plane) / 2;
        for (var i = 0; i < members.Length; i++)
            if (Math.Abs(numbers[i] - Dot.Of(descent.Plane, rows.Row(members[i]))) - Epsilon is > 0 and var error)
                primal += prices[i] * (Loss == SupportVectorLoss.Hinge ? error : error * error);
        return new LinearMachine(rows.Columns, [], [new LinearPlane(
            descent.Plane[..rows.Columns.Length], BiasFeature > 0 ? descent.Plane[^1] * BiasFeature : 0, descent.Dual, primal, descent.Violation, descent.Epochs, null)]);
    }
}
