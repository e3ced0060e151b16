using Kirana.Pipelines.Recommend.Capacity;

namespace Kirana.Cli.Commands.Plan;

/// <summary>A plan of what a shop will need.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Simulated">What a made shop of the whole size took; <see langword="null"/> if none was made.</param>
internal sealed record PlanAnswer(CapacityPlan Plan, CapacityFigures? Simulated);
