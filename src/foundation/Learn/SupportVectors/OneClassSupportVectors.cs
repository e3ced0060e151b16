using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.SupportVectors;

/// <summary>What is usual: the smallest region, in the space of a kernel, that holds all but a share ν of the rows. Needs no target.</summary>
/// <remarks>Schölkopf et al., "Estimating the support of a high-dimensional distribution", Neural Computation 13 (2001), with
/// 0 ≤ αᵢ ≤ wᵢ and Σα = νΣw. Decisions below 0 call a row odd. Immutable and thread-safe.</remarks>
public sealed record OneClassSupportVectors : IEstimator<SupportVectorMachine>
{
    /// <summary>The kernel; <see cref="Kernel.Rbf(double?)"/> by default.</summary>
    public Kernel Kernel { get; init; } = Kernel.Rbf();

    /// <summary>ν in (0, 1]: about this share of the rows is called odd; 0.5 by default, as in LIBSVM.</summary>
    public double Nu { get; init; } = 0.5;

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
        var faults = new List<string>();
        if (Kernel.Fault is { } fault)
            faults.Add($"{nameof(Kernel)}: {fault}");
        if (Nu is not (> 0 and <= 1))
            faults.Add($"{nameof(Nu)} is {Nu}; expected a number above 0 up to 1");
        SupportVectorRows.Check(Tolerance, CacheMegabytes, MostSteps, faults);
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(OneClassSupportVectors)} cannot be fitted: {string.Join("; ", faults)}.");
        var rows = SupportVectorRows.Of(data, Kernel);
        int[] members = [.. Enumerable.Range(0, rows.Rows.Count).Where(row => rows.Weight(row) > 0)];
        var (signs, limits, start) = (new sbyte[members.Length], new double[members.Length], new double[members.Length]);
        Array.Fill(signs, (sbyte)1);
        for (var i = 0; i < members.Length; i++)
            limits[i] = rows.Weight(members[i]);
        var rest = Nu * limits.Sum();
        for (var i = 0; i < members.Length && rest > 0; i++)
            rest -= start[i] = Math.Min(limits[i], rest);
        var problem = new DualProblem(rows.Rows.Take(members), signs, new double[members.Length], limits, start, KeepsClasses: false);
        var solution = DualSolver.Solve(problem, new SolverOptions(Tolerance, CacheMegabytes, Shrinking, MostSteps), context.Cancellation);
        return new SupportVectorMachine(
            SupportVectorTask.Novelty, rows.Columns, [], MulticlassScheme.OneAgainstOne, rows.Kernel, rows.Rows, [BinaryMachine.OfNovelty(problem, solution, members)]);
    }
}
