namespace Kirana.Learn.Searching;

/// <summary>One learner that was tried.</summary>
/// <typeparam name="TLearner">The learner.</typeparam>
/// <param name="Learner">The learner.</param>
/// <param name="Values">The value of each dimension, in words; none for the space's learner as it is.</param>
/// <param name="Share">The share of the resource it was given; 1 for all.</param>
/// <param name="Mean">The mean score over folds; NaN where it failed or no fold has one.</param>
/// <param name="PerFold">The score of each fold; none where it failed.</param>
/// <param name="Failure">Why it could not be fitted; <see langword="null"/> where it could.</param>
/// <param name="Time">How long it took.</param>
public sealed record SearchTrial<TLearner>(
    TLearner Learner, IReadOnlyList<string> Values, double Share, double Mean, IReadOnlyList<double> PerFold, string? Failure, TimeSpan Time);
