using System.CommandLine;
using Kirana.Pipelines.Words;

namespace Kirana.Cli.Invocation;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageFaults
{
    private static readonly (string Type, string Word)[] Types =
    [
        ("System.Int32", "a whole number"), ("System.Nullable`1[System.Int32]", "a whole number"), ("System.UInt64", "a whole number of 0 or more"),
        ("System.DayOfWeek", "a day of the week"),
    ];

    /// <summary>The error of a command line that does not parse.</summary>
    /// <param name="parsed">What was parsed of it.</param>
    public static CommandError Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(command);
        var help = $"See `{path} --help`.";
        var stray = parsed.UnmatchedTokens.FirstOrDefault();
        if (stray is null)
            return command is not CliCommand && parsed.CommandResult.Tokens.Count == 0
                ? new CommandError("bad-usage", $"`{path}` needs a command: {string.Join(", ", Words(command))}.", Hint: help)
                : new CommandError("bad-usage", Sentence(parsed.Errors[0].Message), Hint: help);

        var known = stray.StartsWith('-')
            ? command.Options.Concat(GlobalOptions.All).SelectMany(option => option.Aliases.Append(option.Name))
            : Words(command);
        var meant = NearestWords.Nearest(stray, known);
        var what = stray.StartsWith('-') ? "option" : command is CliCommand ? "value" : "command";
        return new CommandError($"unknown-{what}", $"`{path}` has no {what} '{stray}'.",
            Hint: meant is null ? help : stray.StartsWith('-') ? $"Did you mean {meant}?" : $"Did you mean `{path} {meant}`?");
    }

    private static IEnumerable<string> Words(Command command) => command.Subcommands.Where(word => !word.Hidden).Select(word => word.Name);

    private static string Path(Command command) =>
        command is RootCommand ? "kirana" : string.Join(' ', command.Parents.OfType<Command>().Select(Path).Append(command.Name));

    // The library speaks of .NET types; people think of numbers and words.
    private static string Sentence(string message)
    {
        foreach (var (type, word) in Types)
            message = message.Replace($"as expected type '{type}'", $"as {word}", StringComparison.Ordinal);
        return message[^1] is '.' or '?' ? message : message + ".";
    }
}
