using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.SupportVectors;

namespace Kirana.Pipelines.Learn.Machines;

/// <summary>Support vector machines with a kernel for any target. Immutable and thread-safe.</summary>
/// <remarks>More than two classes are told apart one against the rest: as many machines as classes, and not as pairs of them.</remarks>
internal sealed record MachineLearner : IEstimator<SupportVectorMachine>
{
    /// <summary>The kernel; <see cref="Kernel.Rbf(double?)"/> by default.</summary>
    public Kernel Kernel { get; init; } = Kernel.Rbf();

    /// <summary>C, the price of a row beyond the margin, above 0; of numbers, in standard deviations of the target.</summary>
    public double C { get; init; } = 1;

    /// <summary>ε, the error of a number that costs nothing, as a share of the target's standard deviation, from 0 up.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>What C is multiplied by for each class, by its label.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Of five parts of the rows, how many are predicted by a machine of the others to calibrate probabilities by them, 1 to 5; 1 by default.</summary>
    public int CalibrationFits { get; init; } = 1;

    /// <summary>The violation of optimality at which the search ends, above 0.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Memory for columns of the kernel matrix, at least 1.</summary>
    public int CacheMegabytes { get; init; } = 200;

    /// <summary>The most steps of one search, at least 1.</summary>
    public int MostSteps { get; init; } = 10_000_000;

    /// <inheritdoc/>
    public SupportVectorMachine Fit(TabularData data, FitContext context)
    {
        if (data.Target is CategoryColumn)
            return new SupportVectorClassifier
            {
                Kernel = Kernel, C = C, ClassWeights = ClassWeights, Scheme = MulticlassScheme.OneAgainstRest, Tolerance = Tolerance, CacheMegabytes = CacheMegabytes, MostSteps = MostSteps,
                Probabilities = true, CalibrationFits = CalibrationFits,
            }.Fit(data, context);
        // The same machine as on a standardised target: a C of 1 then means the same for cents and for thousands.
        var spread = TargetSpread.Of(data);
        return new SupportVectorRegression { Kernel = Kernel, C = C * spread, Epsilon = Epsilon * spread, Tolerance = Tolerance, CacheMegabytes = CacheMegabytes, MostSteps = MostSteps }.Fit(data, context);
    }
}
