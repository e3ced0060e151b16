using System.CommandLine;

namespace Kirana.Cli.Invocation;

/// <summary>The options that every command has.</summary>
internal static class GlobalOptions
{
    /// <summary>The shop's folder.</summary>
    public static Option<string> Shop { get; } = new("--shop")
    {
        Description = "The shop's folder.", HelpName = "DIR", Recursive = true, DefaultValueFactory = _ => ".",
    };

    /// <summary>One JSON object instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object on standard output; progress stays on standard error.", Recursive = true };

    /// <summary>The seed of every random stream.</summary>
    public static Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "The seed: the same seed and data give the same result.", HelpName = "N", Recursive = true, DefaultValueFactory = _ => 1,
    };

    /// <summary>The most threads.</summary>
    public static Option<int> Threads { get; } = MakeThreads();

    /// <summary>No progress and no notes.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress and no notes, only the result.", Recursive = true };

    /// <summary>All of them in the order of the help.</summary>
    public static IReadOnlyList<Option> All { get; } = [Shop, Json, Seed, Threads, Quiet];

    private static Option<int> MakeThreads()
    {
        var threads = new Option<int>("--threads")
        {
            Description = "The most threads to use; all processors by default.", HelpName = "N", Recursive = true,
        };
        threads.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && (!int.TryParse(result.Tokens[0].Value, out var count) || count is < 1 or > 1024))
                result.AddError($"--threads is a whole number from 1 to 1024, not '{result.Tokens[0].Value}'.");
        });
        return threads;
    }
}
