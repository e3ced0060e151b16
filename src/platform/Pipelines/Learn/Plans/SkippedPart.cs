namespace Kirana.Pipelines.Learn.Plans;

/// <summary>What has no place in a plan.</summary>
/// <param name="Name">A learner, or a way to choose columns.</param>
/// <param name="Why">Why, in half a sentence.</param>
public sealed record SkippedPart(string Name, string Why);
