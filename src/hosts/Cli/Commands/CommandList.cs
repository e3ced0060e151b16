using System.CommandLine;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Commands.Shop;
using Kirana.Cli.Invocation;

namespace Kirana.Cli.Commands;

/// <summary>All commands. Only the one that is called is built with its options; help and suggestions need no more than the names of the others.</summary>
internal static class CommandList
{
    private static readonly (string Name, string Description, Func<Command> Build)[] Entries =
    [
        ("init", "Makes an empty shop with commented settings.", () => new InitCommand()),
        ("check", "Reports how good the records are, and shows every line that was set aside.", () => new CheckCommand()),
        ("status", "Shows what the shop holds: records, newest event, models and their age, quarantine, disk.", () => new StatusCommand()),
        ("models", "Lists, shows, promotes and rolls back models.", () => new CommandGroup("models", Describe("models"),
            new ModelListCommand(), new ModelShowCommand(), new ModelPromoteCommand(), new ModelRollbackCommand())),
    ];

    /// <summary>The commands for a command line.</summary>
    /// <param name="args">Its words.</param>
    public static IEnumerable<Command> For(string[] args)
    {
        foreach (var (name, description, build) in Entries)
            yield return args.Contains(name, StringComparer.Ordinal) ? build() : new Command(name, description);
    }

    /// <summary>What a command does, as one sentence.</summary>
    /// <param name="name">Its word.</param>
    public static string Describe(string name) => Array.Find(Entries, entry => string.Equals(entry.Name, name, StringComparison.Ordinal)).Description;
}
