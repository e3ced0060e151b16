namespace Kirana.Operate.Rules;

/// <summary>A shop's rules for lists as they were saved once.</summary>
/// <param name="Number">The version, from 1.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Text">The rules as JSON, with the comments and the layout they were written with.</param>
public sealed record RuleVersion(int Number, DateTimeOffset Created, string Text);
