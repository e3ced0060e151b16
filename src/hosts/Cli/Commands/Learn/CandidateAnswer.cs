namespace Kirana.Cli.Commands.Learn;

/// <summary>How one learner did in a comparison.</summary>
/// <param name="Name">The learner.</param>
/// <param name="Winner">Whether it won.</param>
/// <param name="Setting">Its setting on all rows; null for the baseline and the stack.</param>
/// <param name="Default">Figures of its default setting on rows held out.</param>
/// <param name="Metrics">Figures when it is tuned inside each fold.</param>
/// <param name="Intervals">Their limits of 95 %.</param>
/// <param name="Behind">By how much the winner is better by the deciding figure, with its limits; null for the winner.</param>
/// <param name="Weights">The weights of a stack.</param>
/// <param name="TrainSeconds">Seconds of one fit on one thread.</param>
/// <param name="Columns">The columns it was given; null where these were all, and of a learner that is no part of the winner.</param>
/// <param name="PeakMb">Megabytes that one fit held at most; null where it was not measured.</param>
/// <param name="AllocatedMb">Megabytes allocated in one fit, kept or not.</param>
/// <param name="PredictUsPerRow">Microseconds to predict a row.</param>
/// <param name="Bytes">The size of the model's file.</param>
/// <param name="KktResidual">How far a linear model is from its optimum; null of others.</param>
/// <param name="Excluded">Why it cannot win; null if it can.</param>
internal sealed record CandidateAnswer(
    string Name, bool Winner, string? Setting, IReadOnlyDictionary<string, double?> Default, IReadOnlyDictionary<string, double?> Metrics, IReadOnlyDictionary<string, double?[]> Intervals,
    double?[]? Behind, IReadOnlyDictionary<string, double> Weights, ChosenColumnsAnswer? Columns, double TrainSeconds, double? PeakMb, double AllocatedMb, double PredictUsPerRow, long Bytes, double? KktResidual, string? Excluded);
