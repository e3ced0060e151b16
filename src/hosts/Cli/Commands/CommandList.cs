using System.CommandLine;
using Kirana.Cli.Commands.Demo;
using Kirana.Cli.Commands.Evaluate;
using Kirana.Cli.Commands.Forecast;
using Kirana.Cli.Commands.Import;
using Kirana.Cli.Commands.Keys;
using Kirana.Cli.Commands.Learn;
using Kirana.Cli.Commands.Models;
using Kirana.Cli.Commands.Plan;
using Kirana.Cli.Commands.Predict;
using Kirana.Cli.Commands.Recommend;
using Kirana.Cli.Commands.Rules;
using Kirana.Cli.Commands.Serve;
using Kirana.Cli.Commands.Shop;
using Kirana.Cli.Commands.Train;
using Kirana.Cli.Commands.Vectors;
using Kirana.Cli.Invocation;

namespace Kirana.Cli.Commands;

/// <summary>All commands. Only the one that is called is built with its options; help and suggestions need no more than the names of the others.</summary>
internal static class CommandList
{
    private static readonly (string Name, string Description, Func<Command> Build)[] Entries =
    [
        ("demo", "Takes a sample shop the whole way: import, check, train, score, a report to read, and pages to explore.", () => new DemoCommand()),
        ("init", "Makes an empty shop with commented settings.", () => new InitCommand()),
        ("import", "Brings files into the shop: checks every line, keeps the good ones, sets the bad ones aside.", () => new ImportCommand()),
        ("check", "Reports how good the records are, and shows every line that was set aside.", () => new CheckCommand()),
        ("status", "Shows what the shop holds: records, newest event, models and their age, quarantine, disk.", () => new StatusCommand()),
        ("train", "Learns from the shop's records and registers a model.", () => new CommandGroup("train", Describe("train"),
            new TrainRecommendCommand(), new TrainForecastCommand())),
        ("evaluate", "Measures models on the shop or on files, with intervals and baselines.", () => new CommandGroup("evaluate", Describe("evaluate"),
            new EvaluateRecommendCommand(), new EvaluateForecastCommand())),
        ("plan", "Tells what memory and time a shop of some size will need, before it is there.", () => new CommandGroup("plan", Describe("plan"), new PlanRecommendCommand())),
        ("recommend", "Lists what a customer may like or what goes with an item, with reasons.", () => new RecommendCommand()),
        ("rules", "Shows, checks and sets the rules that every list heeds.", () => new CommandGroup("rules", Describe("rules"),
            new RulesShowCommand(), new RulesCheckCommand(), new RulesSetCommand())),
        ("vectors", "Brings, shows and removes vectors of items that an encoder of texts or pictures made.", () => new CommandGroup("vectors", Describe("vectors"),
            new VectorsSetCommand(), new VectorsShowCommand(), new VectorsRemoveCommand())),
        ("forecast", "Says how much of an item will be sold, with quantiles and a picture.", () => new ForecastCommand()),
        ("learn", "Learns one column of a table from the others, says what the model is worth, and keeps it.", () => new LearnCommand()),
        ("predict", "Says what a model of kirana learn predicts for the rows of a file.", () => new PredictCommand()),
        ("models", "Lists, shows, promotes and rolls back models.", () => new CommandGroup("models", Describe("models"),
            new ModelListCommand(), new ModelShowCommand(), new ModelPromoteCommand(), new ModelRollbackCommand())),
        ("serve", "Serves the shop over HTTP, with its dashboard, until Ctrl-C.", () => new ServeCommand()),
        ("keys", "Makes, lists and revokes the keys to the HTTP interface.", () => new CommandGroup("keys", Describe("keys"),
            new KeyMakeCommand(), new KeyListCommand(), new KeyRevokeCommand())),
        ("backup", "Writes the whole shop into one file, while it works on.", () => new BackupCommand()),
        ("restore", "Makes a shop of a backup, whole or not at all.", () => new RestoreCommand()),
        ("upgrade", "Brings an older shop up to this version of Kirana.", () => new UpgradeCommand()),
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
