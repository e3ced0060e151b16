namespace Kirana.Pipelines.Learn.Plans;

/// <summary>What a plan is to try.</summary>
public sealed record PlanWishes
{
    /// <summary>By what columns are chosen, each way against the others and against all columns; empty for all columns alone; <see langword="null"/>, the default, for what the budget allows.</summary>
    public IReadOnlyList<ColumnChoice>? Choices { get; init; }

    /// <summary>How settings are searched for; a list of them by default.</summary>
    public SettingSearch Search { get; init; }
}
