namespace Kirana.Operate.Contracts;

/// <summary>The rule a line breaks.</summary>
/// <param name="Reason">One of <see cref="Reasons"/>.</param>
/// <param name="Column">The field or column at fault, or <see langword="null"/> if it is the whole line.</param>
/// <param name="Detail">What was expected and what was found.</param>
public sealed record Violation(string Reason, string? Column, string Detail);
