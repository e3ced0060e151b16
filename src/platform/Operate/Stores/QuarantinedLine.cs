namespace Kirana.Operate.Stores;

/// <summary>A line that was set aside, with one reason.</summary>
/// <param name="File">The file it came from.</param>
/// <param name="Line">Its one-based line number.</param>
/// <param name="Reason">The rule it broke, a lower-case hyphenated word such as <c>bad-date</c>.</param>
/// <param name="Column">The column at fault, or <see langword="null"/>.</param>
/// <param name="Detail">What was expected and what was found.</param>
/// <param name="Text">The line itself, cut to 4,096 characters.</param>
public sealed record QuarantinedLine(string File, long Line, string Reason, string? Column, string Detail, string Text);
