using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Kirana.Cli.Invocation;

/// <summary>The library's help page, followed by examples.</summary>
/// <param name="page">The library's own page.</param>
internal sealed class HelpWithExamples(HelpAction page) : SynchronousCommandLineAction
{
    private static readonly string[] RootExamples =
    [
        "kirana demo                                    the whole way on a sample shop",
        "kirana init shop && cd shop                    an empty shop of your own",
        "kirana import orders.csv                       bring your orders in",
        "kirana train recommend                         learn who likes what",
        "kirana recommend --user 17850 -k 10 --why      a list, with reasons",
    ];

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        page.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var examples = command switch
        {
            CliCommand own => own.Examples,
            CommandGroup group => group.Subcommands.OfType<CliCommand>().Select(member => member.Examples[0]).ToArray(),
            _ => RootExamples,
        };
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
            output.WriteLine("  " + example);
        output.WriteLine();
        return ExitCode.Done;
    }
}
