using System.CommandLine;

namespace Kirana.Cli.Invocation;

/// <summary>A command: its words and options, the examples its help ends with, and what it does.</summary>
internal abstract class CliCommand : Command
{
    /// <summary>Creates a command.</summary>
    /// <param name="name">Its word.</param>
    /// <param name="description">What it does, as one sentence.</param>
    protected CliCommand(string name, string description) : base(name, description) => SetAction(parsed => CommandLine.Execute(this, parsed));

    /// <summary>Command lines that work as they stand.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work.</summary>
    /// <param name="context">The values given, and where results and progress go.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public abstract int Run(CommandContext context);
}
