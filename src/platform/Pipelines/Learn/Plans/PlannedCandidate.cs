namespace Kirana.Pipelines.Learn.Plans;

/// <summary>A learner that takes part in a comparison.</summary>
/// <param name="Name">Its name, such as <c>boosting</c>.</param>
/// <param name="Settings">The settings among which it is tuned; the first is what it does by default.</param>
public sealed record PlannedCandidate(string Name, IReadOnlyList<PlannedSetting> Settings);
