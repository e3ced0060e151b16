using Kirana.Data.Tables;
using Kirana.Learn.Resampling;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Comparison;
using Kirana.Pipelines.Learn.Decisions;

namespace Kirana.Pipelines.Learn;

/// <summary>What was learnt, and what it is worth on rows that were not learnt from.</summary>
public sealed record LearnResult
{
    /// <summary>The model.</summary>
    public required LearnedModel Model { get; init; }

    /// <summary>The column learnt.</summary>
    public string Target => Test.Target!.Name;

    /// <summary>What the table's owner should know.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The rows learnt from.</summary>
    public required TabularData Training { get; init; }

    /// <summary>The rows that ended the training; <see langword="null"/> if there were none.</summary>
    public required TabularData? Validation { get; init; }

    /// <summary>The rows judged by.</summary>
    public required TabularData Test { get; init; }

    /// <summary>The features of the rows judged by (n × p), as the model takes them.</summary>
    public required float[] TestRows { get; init; }

    /// <summary>What was true of them (n): the number, or the place of the class, −1 for one that training did not have.</summary>
    public required float[] Truths { get; init; }

    /// <summary>What the model says of them (n × K).</summary>
    public required float[] Predictions { get; init; }

    /// <summary>Figures with intervals of 95 %; limits are NaN where none is computed.</summary>
    public required IReadOnlyDictionary<string, Interval> Metrics { get; init; }

    /// <summary>The same figures of a prediction that looks at no feature: the mean, the shares of the classes, a random order.</summary>
    public required IReadOnlyDictionary<string, Interval> Baseline { get; init; }

    /// <summary>How learners compared; <see langword="null"/> if that was not asked.</summary>
    public ComparisonResult? Comparison { get; init; }

    /// <summary>What calls by the model do; <see langword="null"/> without classes.</summary>
    public DecisionOutcome? Decision { get; init; }

    /// <summary>What depth does to a tree and a forest; <see langword="null"/> if that was not asked.</summary>
    public DepthCurves? Depths { get; init; }

    /// <summary>Fits the learner again; <see langword="null"/> where that is not wanted, as for one that needs rows apart to stop.</summary>
    internal Refit? Refit { get; init; }

    /// <summary>What fitting took; <see cref="LearnSeconds.Load"/> is 0.</summary>
    public required LearnSeconds Seconds { get; init; }

    /// <summary>Wall microseconds for each row of the test rows predicted together, on one thread.</summary>
    public required double PredictMicrosecondsPerRow { get; init; }
}
