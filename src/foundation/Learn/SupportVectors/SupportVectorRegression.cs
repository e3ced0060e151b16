using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.SupportVectors;

/// <summary>Support vector regression: the flattest surface that passes within ε of the rows; only what lies farther costs.</summary>
/// <remarks>Drucker et al., NIPS 1996; Smola and Schölkopf, "A tutorial on support vector regression", Statistics and Computing 14 (2004): min
/// ½‖w‖² + Σ Cᵢ(ξᵢ + ξᵢ*) with the dual in 2n variables. Defaults are LIBSVM's, with γ = 1 / (p · variance) as in scikit-learn. Features are
/// numbers without gaps, and should be of similar size. Immutable and thread-safe.</remarks>
public sealed record SupportVectorRegression : IEstimator<SupportVectorMachine>
{
    /// <summary>The kernel; <see cref="Kernel.Rbf(double?)"/> by default.</summary>
    public Kernel Kernel { get; init; } = Kernel.Rbf();

    /// <summary>C, the price of a unit of error beyond ε, above 0 and finite; 1 by default.</summary>
    public double C { get; init; } = 1;

    /// <summary>ε, the error that costs nothing, in the unit of the target, from 0 up; 0.1 by default.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>The violation of optimality at which the search ends, above 0; 0.001 by default.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Memory for columns of the kernel matrix in megabytes, at least 1; 200 by default.</summary>
    public int CacheMegabytes { get; init; } = 200;

    /// <summary>Whether variables that stay at their limits are left out for a while; by default they are.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>The most steps of the search, at least 1; ten million by default.</summary>
    public long MostSteps { get; init; } = 10_000_000;

    /// <inheritdoc/>
    /// <exception cref="NotConvergedException">The steps are used up.</exception>
    public SupportVectorMachine Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var targets = Targets.Of(data);
        if (targets.Labels.Length > 0)
            throw new DataException("The target holds categories; expected numbers.") { Code = "wrong-kind", Column = data.Target?.Name };
        for (var row = 0; row < targets.Values.Length; row++)
            if (!float.IsFinite(targets.Values[row]))
                throw new DataException($"The target of row {row + 1} is {targets.Values[row]}; expected a finite number.") { Code = "bad-target", Row = row + 1, Hint = "Leave such rows out." };
        var rows = SupportVectorRows.Of(data, Kernel);
        int[] members = [.. Enumerable.Range(0, targets.Values.Length).Where(row => rows.Weight(row) > 0)];
        var count = members.Length;
        var (signs, linear, limits) = (new sbyte[2 * count], new double[2 * count], new double[2 * count]);
        for (var i = 0; i < count; i++)
        {
            // α pulls the surface up to a row that lies above it, α* down to one below.
            (signs[i], signs[count + i]) = (1, -1);
            (linear[i], linear[count + i]) = (Epsilon - targets.Values[members[i]], Epsilon + targets.Values[members[i]]);
            limits[i] = limits[count + i] = C * rows.Weight(members[i]);
        }

        int[] twice = [.. members, .. members];
        var problem = new DualProblem(rows.Rows.Take(twice), signs, linear, limits, new double[2 * count], KeepsClasses: false);
        var solution = DualSolver.Solve(problem, new SolverOptions(Tolerance, CacheMegabytes, Shrinking, MostSteps), context.Cancellation);
        return new SupportVectorMachine(
            SupportVectorTask.Number, rows.Columns, [], MulticlassScheme.OneAgainstOne, rows.Kernel, rows.Rows, [BinaryMachine.OfNumber(problem, solution, twice)]);
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Kernel.Fault is { } fault)
            faults.Add($"{nameof(Kernel)}: {fault}");
        if (C is not (> 0 and < double.PositiveInfinity))
            faults.Add($"{nameof(C)} is {C}; expected a finite number above 0");
        if (!(Epsilon >= 0) || double.IsInfinity(Epsilon))
            faults.Add($"{nameof(Epsilon)} is {Epsilon}; expected a finite number from 0 up");
        SupportVectorRows.Check(Tolerance, CacheMegabytes, MostSteps, faults);
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(SupportVectorRegression)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
