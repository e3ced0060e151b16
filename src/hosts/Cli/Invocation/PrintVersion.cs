using System.CommandLine;
using System.CommandLine.Invocation;

namespace Kirana.Cli.Invocation;

/// <summary>Prints the version and nothing else.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(CommandLine.Version);
        return ExitCode.Done;
    }
}
