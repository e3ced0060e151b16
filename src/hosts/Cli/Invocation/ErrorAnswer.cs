namespace Kirana.Cli.Invocation;

/// <summary>The one JSON object of a command that failed.</summary>
/// <param name="Error">The error.</param>
internal sealed record ErrorAnswer(CommandError Error);
