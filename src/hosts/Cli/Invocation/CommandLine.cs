using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;
using System.Runtime.InteropServices;
using Kirana.Cli.Commands;

namespace Kirana.Cli.Invocation;

/// <summary>The program: reads the command line, runs the command, and turns whatever happens into a result, an error and an exit code.</summary>
internal static class CommandLine
{
    private static readonly CancellationTokenSource Cancelled = new();

    /// <summary>The version of Kirana, such as <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Runs the program.</summary>
    /// <param name="args">The words of the command line.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args)
    {
        var parsed = Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is System.CommandLine.Invocation.ParseErrorAction)
            return Fail(ExitCode.Usage, UsageFaults.Explain(parsed), args.Contains("--json", StringComparer.Ordinal));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">Its words.</param>
    public static ParseResult Parse(string[] args)
    {
        // Ids may begin with an at sign, so there are no response files; -k10 is one word, not several options.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false };
        return Root(args).Parse(args, parser);
    }

    /// <summary>Runs a command and explains what goes wrong.</summary>
    /// <param name="command">The command.</param>
    /// <param name="parsed">The parsed command line.</param>
    public static int Execute(CliCommand command, ParseResult parsed)
    {
        var context = new CommandContext(parsed, Cancelled.Token);
        try
        {
            return command.Run(context);
        }
        catch (Exception exception)
        {
            context.Stages.Abandon();
            if (Environment.GetEnvironmentVariable("KIRANA_TRACE") is "1")
                Console.Error.WriteLine(exception);
            var (code, error) = Faults.Explain(exception);
            return Fail(code, error, context.IsJson);
        }
    }

    private static RootCommand Root(string[] args)
    {
        var root = new RootCommand("Kirana: machine learning for commerce. Recommendations and forecasts from a shop's own records, on your own machine.");
        foreach (var option in GlobalOptions.All)
            root.Options.Add(option);
        foreach (var command in CommandList.For(args))
            root.Subcommands.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();
        return root;
    }

    private static int Fail(int code, CommandError error, bool json)
    {
        if (json)
            JsonOutput.Print(new ErrorAnswer(error), ErrorJson.Default.ErrorAnswer);
        else
            Console.Error.WriteLine(ErrorText.Of(error));
        return code;
    }

    // The first signal asks the command to end at a safe place; the second ends the process as if nobody listened.
    private static void Cancel(PosixSignalContext signal)
    {
        if (Cancelled.IsCancellationRequested)
            return;
        signal.Cancel = true;
        Cancelled.Cancel();
        Console.Error.WriteLine("Stopping; once more ends it at once.");
    }
}
