using System.CommandLine;

namespace Kirana.Cli.Invocation;

/// <summary>A word that only leads to further words, such as <c>models</c>.</summary>
internal sealed class CommandGroup : Command
{
    /// <summary>Creates a group.</summary>
    /// <param name="name">Its word.</param>
    /// <param name="description">What its commands are about.</param>
    /// <param name="commands">The commands.</param>
    public CommandGroup(string name, string description, params ReadOnlySpan<CliCommand> commands) : base(name, description)
    {
        foreach (var command in commands)
            Subcommands.Add(command);
    }
}
