using Kirana.Learn.Validation;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>How one learner did in a comparison, on rows that its models did not learn from.</summary>
public sealed record ComparedLearner
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is the prediction that looks at no column.</summary>
    public bool IsBaseline => string.Equals(Name, Contenders.Baseline, StringComparison.Ordinal);

    /// <summary>The setting it would be fitted by on all rows; <see langword="null"/> for the baseline and the stack.</summary>
    public PlannedSetting? Setting { get; init; }

    /// <summary>Figures of its default setting, with intervals of 95 %; empty if it could not be fitted.</summary>
    public required IReadOnlyDictionary<string, Interval> Default { get; init; }

    /// <summary>Figures when it is tuned in each fold by that fold's training rows alone; those of the default where nothing was tuned.</summary>
    public required IReadOnlyDictionary<string, Interval> Tuned { get; init; }

    /// <summary>By how much the winner is better by the first figure, paired by row; <see langword="null"/> for the winner, and where no interval is known.</summary>
    public Interval? Behind { get; init; }

    /// <summary>Seconds of one fit on one thread, the mean over folds.</summary>
    public double TrainSeconds { get; init; }

    /// <summary>Megabytes allocated in one fit, kept or not.</summary>
    public double AllocatedMegabytes { get; init; }

    /// <summary>The most megabytes that a fit of the default setting held at once on four fifths of the rows or so, looked at again and again; <see langword="null"/> where it was not fitted by itself, and of a stack.</summary>
    public double? PeakMegabytes { get; init; }

    /// <summary>How far a linear model is from its optimum; <see langword="null"/> of other models.</summary>
    public double? KktResidual { get; init; }

    /// <summary>The columns it was given on all rows; <see langword="null"/> where these were all, and of a learner that is no part of the winner.</summary>
    public ChosenColumns? Columns { get; init; }

    /// <summary>Microseconds to predict a row, many together.</summary>
    public double MicrosecondsPerRow { get; init; }

    /// <summary>Bytes of a model's file.</summary>
    public long Bytes { get; init; }

    /// <summary>The weights of a stack by learner; empty for others.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Why it cannot win; <see langword="null"/> if it can.</summary>
    public string? Excluded { get; init; }

    /// <summary>Whether it won.</summary>
    public bool IsWinner { get; init; }

    /// <summary>What its models say of rows that they did not see; <see langword="null"/> if it could not be fitted.</summary>
    internal RowPredictions? Held { get; init; }
}
