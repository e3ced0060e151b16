namespace Kirana.Pipelines.Learn;

/// <summary>Something about the table that its owner should know.</summary>
/// <param name="Code">A stable name: <c>constant</c>, <c>empty</c>, <c>id</c>, <c>same-as-target</c>, <c>times</c>, <c>no-target</c>, <c>rare-class</c>, <c>few-values</c>;
/// those of a table's diagnosis, such as <c>leak</c> and <c>copy</c>; and of a comparison <c>short-budget</c>, <c>plan-stopped</c>, <c>left-out</c> and
/// <c>no-better-than-baseline</c>.</param>
/// <param name="Column">The column it is about; empty where it is about none, or more than one.</param>
/// <param name="Text">One sentence.</param>
/// <param name="IsLeftOut">Whether the column was left out for it.</param>
public sealed record Finding(string Code, string Column, string Text, bool IsLeftOut)
{
    /// <summary>The column that it copies or goes with; empty, the default, where there is none.</summary>
    public string Other { get; init; } = "";
}
