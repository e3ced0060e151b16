using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.SupportVectors;

namespace Kirana.Pipelines.Learn.Machines;

/// <summary>Linear support vector machines for any target. Immutable and thread-safe.</summary>
internal sealed record LinearMachineLearner : IEstimator<LinearMachine>
{
    /// <summary>C, the price of a row beyond the margin, above 0.</summary>
    public double C { get; init; } = 1;

    /// <summary>ε, the error of a number that costs nothing, as a share of the target's standard deviation, from 0 up.</summary>
    public double Epsilon { get; init; }

    /// <summary>What C is multiplied by for each class, by its label.</summary>
    public IReadOnlyDictionary<string, double> ClassWeights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The violation of optimality at which the search ends, above 0.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most passes over the rows, at least 1.</summary>
    public int MostEpochs { get; init; } = 10_000;

    /// <inheritdoc/>
    public LinearMachine Fit(TabularData data, FitContext context)
    {
        if (data.Target is CategoryColumn)
            return new LinearSupportVectorClassifier { C = C, ClassWeights = ClassWeights, Tolerance = Tolerance, MostEpochs = MostEpochs, Probabilities = true }.Fit(data, context);
        // Beyond the margin errors count by their square, so that C has no unit.
        return new LinearSupportVectorRegression { C = C, Epsilon = Epsilon * TargetSpread.Of(data), Tolerance = Tolerance, MostEpochs = MostEpochs }.Fit(data, context);
    }
}
