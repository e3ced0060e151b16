namespace Kirana.Server.Api.Answers;

/// <summary>A version of the rules for lists.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Created">When it was saved.</param>
internal sealed record RuleVersionAnswer(int Version, DateTimeOffset Created);
