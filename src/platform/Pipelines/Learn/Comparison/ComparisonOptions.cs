using Kirana.Pipelines.Learn.Plans;

namespace Kirana.Pipelines.Learn.Comparison;

/// <summary>How learners are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Wall seconds, above 0; 90 by default. They become a plan before anything runs.</summary>
    public double BudgetSeconds { get; init; } = 90;

    /// <summary>The plan to follow; <see langword="null"/>, the default, makes one.</summary>
    public WorkPlan? Plan { get; init; }

    /// <summary>What the winner must keep to; nothing by default.</summary>
    public PlanLimits Limits { get; init; } = PlanLimits.None;

    /// <summary>What a plan that is made is to try; what the budget allows by default.</summary>
    public PlanWishes Wishes { get; init; } = new();

    /// <summary>Told the plan before anything runs; nobody by default.</summary>
    public Action<WorkPlan>? Planned { get; init; }
}
