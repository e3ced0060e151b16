using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Calibration;
using Kirana.Learn.Resampling;
using Kirana.Learn.SupportVectors;

namespace Kirana.Pipelines.Learn.Machines;

/// <summary>Support vector machines for any target, whose decisions become probabilities.</summary>
/// <remarks>A decision value is no probability: one machine is fitted on most of the rows, Platt's calibration on its decisions for the others, and
/// the machine that is kept on all of them. More than two classes are told apart one against the rest, and their probabilities made to add up to
/// 1. Immutable and thread-safe.</remarks>
internal sealed record MachineLearner : IEstimator<MachineModel>
{
    private const int CalibrationParts = 4;

    /// <summary>The kernel; <see cref="Kernel.Rbf(double?)"/> by default.</summary>
    public Kernel Kernel { get; init; } = Kernel.Rbf();

    /// <summary>C, the price of a row beyond the margin, above 0; of numbers, in standard deviations of the target.</summary>
    public double C { get; init; } = 1;

    /// <summary>ε, the error of a number that costs nothing, as a share of the target's standard deviation, from 0 up.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>What C is multiplied by for each class, by its label.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The violation of optimality at which the search ends, above 0.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Memory for columns of the kernel matrix, at least 1.</summary>
    public int CacheMegabytes { get; init; } = 200;

    /// <summary>The most steps of one search, at least 1.</summary>
    public int MostSteps { get; init; } = 10_000_000;

    /// <inheritdoc/>
    public MachineModel Fit(TabularData data, FitContext context)
    {
        // The same machine as on a standardised target: a C of 1 then means the same for cents and for thousands.
        var spread = TargetSpread.Of(data);
        if (data.Target is not CategoryColumn)
            return new MachineModel(new SupportVectorRegression { Kernel = Kernel, C = C * spread, Epsilon = Epsilon * spread, Tolerance = Tolerance, CacheMegabytes = CacheMegabytes, MostSteps = MostSteps }.Fit(data, context), []);
        var learner = new SupportVectorClassifier
        {
            Kernel = Kernel, C = C, ClassWeights = ClassWeights, Scheme = MulticlassScheme.OneAgainstRest, Tolerance = Tolerance, CacheMegabytes = CacheMegabytes, MostSteps = MostSteps,
        };
        var calibration = Calibrate(learner, data, context);
        var machine = learner.Fit(data, context);
        // A class too rare for the rows of the calibration leaves its decisions as they are.
        return new MachineModel(machine, calibration is { } found && found.Labels.SequenceEqual(machine.Labels, StringComparer.Ordinal) ? found.Maps : [.. machine.Machines.Select(_ => new PlattCalibration(1, 0))]);
    }

    private static (IReadOnlyList<string> Labels, PlattCalibration[] Maps)? Calibrate(SupportVectorClassifier learner, TabularData data, FitContext context)
    {
        if (data.RowCount < 2 * CalibrationParts)
            return null;
        var fold = Folds.Of(data, CalibrationParts, FoldKind.Stratified, context.Seed)[0];
        SupportVectorMachine machine;
        try
        {
            machine = learner.Fit(data.Take(fold.Train), context);
        }
        catch (DataException fault) when (fault.Code is "one-class")
        {
            return null;
        }

        var held = data.Take(fold.Held);
        var decisions = new double[held.RowCount * machine.Machines.Count];
        machine.Decide(machine.Encode(held.Table), decisions);
        var (target, maps) = ((CategoryColumn)held.Target!, new PlattCalibration[machine.Machines.Count]);
        for (var m = 0; m < maps.Length; m++)
        {
            var label = machine.Labels[maps.Length == 1 ? 1 : m];
            var (truths, scores) = (new float[held.RowCount], new double[held.RowCount]);
            for (var row = 0; row < truths.Length; row++)
                (truths[row], scores[row]) = (string.Equals(target[row], label, StringComparison.Ordinal) ? 1 : 0, decisions[row * maps.Length + m]);
            if (!truths.Contains(1f) || !truths.Contains(0f))
                return null;
            maps[m] = PlattCalibration.Fit(truths, scores);
        }

        return (machine.Labels, maps);
    }
}
