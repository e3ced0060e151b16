namespace Kirana.Cli.Invocation;

/// <summary>An error as the command line tells it.</summary>
/// <param name="Code">A stable, lower-case, hyphenated name.</param>
/// <param name="Message">What was expected and what was found.</param>
/// <param name="File">The file at fault, if there is one.</param>
/// <param name="Row">Its one-based row, if the fault lies in one.</param>
/// <param name="Column">Its column, if the fault lies in one.</param>
/// <param name="Hint">What to do next, if something can be said.</param>
internal sealed record CommandError(string Code, string Message, string? File = null, long? Row = null, string? Column = null, string? Hint = null);
