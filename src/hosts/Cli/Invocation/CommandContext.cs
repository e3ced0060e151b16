using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Kirana.Cli.Screens;
using Kirana.Data.Fitting;

namespace Kirana.Cli.Invocation;

/// <summary>One run of a command: the values given, and where results and progress go.</summary>
internal sealed class CommandContext
{
    private readonly ParseResult _parsed;
    private readonly Lazy<Screen> _screen;

    /// <summary>Creates a context.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="cancellation">Set by Ctrl-C.</param>
    public CommandContext(ParseResult parsed, CancellationToken cancellation)
    {
        _parsed = parsed;
        Cancellation = cancellation;
        Folder = Path.GetFullPath(parsed.GetValue(GlobalOptions.Shop)!);
        IsJson = parsed.GetValue(GlobalOptions.Json);
        Seed = parsed.GetValue(GlobalOptions.Seed);
        Threads = parsed.GetValue(GlobalOptions.Threads) is > 0 and var threads ? threads : Environment.ProcessorCount;
        Stages = new Stages(Console.Error, TerminalAbilities.OfError(), parsed.GetValue(GlobalOptions.Quiet), Clock);
        _screen = new Lazy<Screen>(() => new Screen(Console.Out, TerminalAbilities.OfOutput()));
    }

    /// <summary>The shop's folder, as a full path.</summary>
    public string Folder { get; }

    /// <summary>Whether the result is wanted as JSON.</summary>
    public bool IsJson { get; }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>The most threads.</summary>
    public int Threads { get; }

    /// <summary>Set by Ctrl-C.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>Progress and notes, on standard error.</summary>
    public Stages Stages { get; }

    /// <summary>A context for fitting and evaluating.</summary>
    /// <param name="progress">Told how far the work is.</param>
    public FitContext Fitting(IProgress<FitProgress>? progress = null) =>
        new() { Seed = Seed, Threads = Threads, Cancellation = Cancellation, Clock = Clock, Progress = progress };

    /// <summary>The value of an option.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="option">The option.</param>
    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    /// <summary>Whether an option was written, rather than left to its default.</summary>
    /// <param name="option">The option.</param>
    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The value of an argument.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="argument">The argument.</param>
    public T? Get<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>Gives the result: as one JSON object, or shown to a person.</summary>
    /// <typeparam name="T">The result's type.</typeparam>
    /// <param name="result">The result.</param>
    /// <param name="json">How it becomes JSON.</param>
    /// <param name="show">How it is shown.</param>
    public void Answer<T>(T result, JsonTypeInfo<T> json, Action<Screen> show)
    {
        if (IsJson)
            JsonOutput.Print(result, json);
        else
            show(_screen.Value);
        Console.Out.Flush();
    }
}
