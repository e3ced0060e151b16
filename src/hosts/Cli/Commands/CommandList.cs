using System.CommandLine;
using Kirana.Cli.Invocation;

namespace Kirana.Cli.Commands;

/// <summary>All commands. Only the one that is called is built with its options; help and suggestions need no more than names of the others.</summary>
internal static class CommandList
{
    private static readonly (string Name, string Description, Func<Command> Build)[] Entries =
    [
    ];

    /// <summary>The commands for a command line.</summary>
    /// <param name="args">Its words.</param>
    public static IEnumerable<Command> For(string[] args)
    {
        foreach (var (name, description, build) in Entries)
            yield return args.Contains(name, StringComparer.Ordinal) ? build() : new Command(name, description);
    }
}
