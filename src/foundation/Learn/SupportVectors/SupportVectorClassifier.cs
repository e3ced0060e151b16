using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.SupportVectors;

/// <summary>Support vector classification: the surface with the widest margin between classes, in the space of a kernel.</summary>
/// <remarks>
/// Cortes and Vapnik, "Support-vector networks", Machine Learning 20 (1995): min ½‖w‖² + Σ Cᵢξᵢ with yᵢ(wᵀφ(xᵢ) + b) ≥ 1 − ξᵢ, solved in the
/// dual. With <see cref="Nu"/>: Schölkopf et al. (2000). More than two classes are told apart pair by pair, or each from the rest. Defaults
/// are LIBSVM's, with γ = 1 / (p · variance) as in scikit-learn. Features are numbers without gaps, and should be of similar size: scale them
/// first. Cost: between O(n²) and O(n³) time, O(n · support vectors) memory at most the cache's. Immutable and thread-safe.
/// </remarks>
public sealed record SupportVectorClassifier : IEstimator<SupportVectorMachine>
{
    /// <summary>The kernel; <see cref="Kernel.Rbf(double?)"/> by default.</summary>
    public Kernel Kernel { get; init; } = Kernel.Rbf();

    /// <summary>C, the price of an error, above 0; 1 by default. Infinite for a hard margin, which fails where no surface separates the classes.</summary>
    public double C { get; init; } = 1;

    /// <summary>ν in (0, 1]: at most this share of rows lies inside the margin, at least this share are support vectors; takes the place
    /// of <see cref="C"/>. <see langword="null"/> by default.</summary>
    public double? Nu { get; init; }

    /// <summary>What C is multiplied by for each class, by its label; 1 for those not named.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>How more than two classes are told apart; pair by pair by default.</summary>
    public MulticlassScheme Scheme { get; init; } = MulticlassScheme.OneAgainstOne;

    /// <summary>Whether the model gives probabilities, by Platt's calibration on decisions of cross-validation; by default it does not, which is about six times as quick.
    /// Not for <see cref="SupportVectors.Kernel.Precomputed"/>.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Of the five parts of the rows, how many are predicted by a machine of the others to calibrate probabilities by them, 1 to 5; 5 by default. With 1 it takes a third
    /// of the time, and a fifth of the rows has to do.</summary>
    public int CalibrationFits { get; init; } = DecisionCalibration.MostFolds;

    /// <summary>The violation of optimality at which the search ends, above 0; 0.001 by default. Similarities are single precision: below about
    /// 10⁻⁶ of the largest their rounding may keep the search from ending.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Memory for columns of the kernel matrix in megabytes, at least 1; 200 by default.</summary>
    public int CacheMegabytes { get; init; } = 200;

    /// <summary>Whether variables that stay at their limits are left out for a while; by default they are.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>The most steps of one search, at least 1; ten million by default.</summary>
    public long MostSteps { get; init; } = 10_000_000;

    /// <inheritdoc/>
    /// <exception cref="DataException">Also <c>too-few-rows</c>: probabilities need two rows of each class.</exception>
    /// <exception cref="NotConvergedException">A hard margin does not exist, or the steps are used up.</exception>
    public SupportVectorMachine Fit(TabularData data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        var targets = Targets.Of(data);
        if (targets.Labels.Length < 2 && data.RowCount > 0)
            throw new DataException(targets.Labels.Length == 0 ? "The target holds numbers; expected categories." : $"Every row is of the class '{targets.Labels[0]}'; expected two classes or more.")
            {
                Code = targets.Labels.Length == 0 ? "wrong-kind" : "one-class", Column = data.Target?.Name,
            };
        var rows = SupportVectorRows.Of(data, Kernel);
        (int Positive, int Negative)[] pairs = [.. Pairs(targets.Labels.Length)];
        var machines = new List<BinaryMachine>();
        foreach (var (positive, negative) in pairs)
            machines.Add(FitPair(rows, targets, positive, negative, context));
        if (Probabilities)
        {
            var inner = this with { Probabilities = false, Kernel = rows.Kernel };
            var others = Array.ConvertAll(pairs, pair => pairs.Length == 1 ? (pair.Positive, -1) : pair);
            var calibrations = DecisionCalibration.Of(data, targets, context, others, CalibrationFits, part => inner.Fit(part, context), (model, features, decisions) => model.Decide(features, decisions));
            machines = [.. machines.Zip(calibrations, (machine, calibration) => machine.With(calibration))];
        }

        return new SupportVectorMachine(SupportVectorTask.Classes, rows.Columns, targets.Labels, Scheme, rows.Kernel, rows.Rows, machines);
    }

    /// <summary>The classes of each machine: the positive one, and the negative one or −1 for all others.</summary>
    internal IEnumerable<(int Positive, int Negative)> Pairs(int classes)
    {
        if (classes == 2)
            return [(1, 0)];
        return Scheme == MulticlassScheme.OneAgainstRest
            ? Enumerable.Range(0, classes).Select(k => (k, -1))
            : from one in Enumerable.Range(0, classes) from other in Enumerable.Range(one + 1, classes - one - 1) select (one, other);
    }

    private BinaryMachine FitPair(SupportVectorRows rows, Targets targets, int positive, int negative, FitContext context)
    {
        int[] members = [.. Enumerable.Range(0, targets.Values.Length).Where(row => rows.Weight(row) > 0 && (negative < 0 || (int)targets.Values[row] == positive || (int)targets.Values[row] == negative))];
        var (signs, limits) = (new sbyte[members.Length], new double[members.Length]);
        for (var i = 0; i < members.Length; i++)
        {
            var own = (int)targets.Values[members[i]];
            signs[i] = (sbyte)(own == positive ? 1 : -1);
            limits[i] = (Nu is null ? C : 1) * rows.Weight(members[i]) * (ClassWeights.TryGetValue(targets.Labels[own], out var weight) ? weight : 1);
        }

        if (!signs.Contains((sbyte)1) || !signs.Contains((sbyte)-1))
            throw new DataException($"No row of the class '{targets.Labels[signs.Contains((sbyte)1) ? Math.Max(negative, 0) : positive]}' has a weight above 0.") { Code = "one-class" };
        var linear = new double[members.Length];
        Array.Fill(linear, Nu is null ? -1 : 0);
        var problem = new DualProblem(rows.Rows.Take(members), signs, linear, limits, Start(signs, limits), KeepsClasses: Nu is not null);
        var solution = DualSolver.Solve(problem, new SolverOptions(Tolerance, CacheMegabytes, Shrinking, MostSteps), context.Cancellation);
        if (!(solution.Margin > 0))
            throw new DataException($"ν is {Nu}, and the classes lie so that the margin has no width; expected a smaller ν.") { Code = "bad-nu" };
        return BinaryMachine.OfClasses(problem, solution, members, isNu: Nu is not null);
    }

    /// <summary>0, or for ν a sum of ν·n/2 in each class.</summary>
    private double[] Start(sbyte[] signs, double[] limits)
    {
        var start = new double[signs.Length];
        if (Nu is not { } nu)
            return start;
        foreach (var sign in new sbyte[] { 1, -1 })
        {
            var rest = nu * limits.Sum() / 2;
            for (var i = 0; i < start.Length && rest > 0; i++)
                if (signs[i] == sign)
                    rest -= start[i] = Math.Min(limits[i], rest);
            if (rest > 1e-9 * limits.Sum())
                throw new DataException($"ν is {nu}; with so few rows in one class it can be at most {2 * Enumerable.Range(0, start.Length).Where(i => signs[i] == sign).Sum(i => limits[i]) / limits.Sum():G3}.")
                {
                    Code = "bad-nu",
                };
        }

        return start;
    }

    private void Check()
    {
        var faults = new List<string>();
        if (Kernel.Fault is { } fault)
            faults.Add($"{nameof(Kernel)}: {fault}");
        if (!(C > 0))
            faults.Add($"{nameof(C)} is {C}; expected a number above 0");
        if (Nu is not (null or > 0 and <= 1))
            faults.Add($"{nameof(Nu)} is {Nu}; expected a number above 0 up to 1");
        if (ClassWeights.Any(pair => !(pair.Value > 0) || double.IsInfinity(pair.Value)))
            faults.Add($"{nameof(ClassWeights)} are {string.Join(", ", ClassWeights)}; expected finite numbers above 0");
        if (Probabilities && Kernel is PrecomputedKernel)
            faults.Add($"{nameof(Probabilities)} are asked for of similarities that were computed before; expected another kernel");
        if (CalibrationFits is < 1 or > DecisionCalibration.MostFolds)
            faults.Add($"{nameof(CalibrationFits)} is {CalibrationFits}; expected 1 to {DecisionCalibration.MostFolds}");
        SupportVectorRows.Check(Tolerance, CacheMegabytes, MostSteps, faults);
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(SupportVectorClassifier)} cannot be fitted: {string.Join("; ", faults)}.");
    }
}
