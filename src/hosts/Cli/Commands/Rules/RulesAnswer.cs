namespace Kirana.Cli.Commands.Rules;

/// <summary>The rules of a shop.</summary>
/// <param name="Version">The version; 0 if none were ever saved.</param>
/// <param name="Created">When it was saved.</param>
/// <param name="Text">The rules as they were written.</param>
/// <param name="Versions">The numbers of all versions that are kept, newest first.</param>
internal sealed record RulesAnswer(int Version, DateTimeOffset? Created, string Text, IReadOnlyList<int> Versions);
