using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Commands.Learn;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Pipelines.Recommend.Capacity;

namespace Kirana.Cli.Commands.Plan;

/// <summary><c>kirana plan recommend</c>: what a shop of some size will need, and on demand a made shop of that size.</summary>
internal sealed class PlanRecommendCommand : CliCommand
{
    private static readonly (string Unit, double Factor)[] s_counts = [("k", 1e3), ("m", 1e6), ("", 1)];

    private readonly Option<string?> _users = new("--users") { Description = "Shoppers, such as 500k or 10M.", HelpName = "N" };
    private readonly Option<string?> _items = new("--items") { Description = "Items, such as 20k or 2M.", HelpName = "N" };
    private readonly Option<double> _events = new("--events-per-user") { Description = "Purchases of a shopper in the mean, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 7 };
    private readonly Option<double> _lists = new("--lists-per-second") { Description = "Lists asked for in a second at the busiest time.", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<string?> _probe = new("--probe") { Description = "Shoppers of the larger made shop that is measured; 120k by default, fewer for a quicker and rougher plan.", HelpName = "N" };
    private readonly Option<bool> _simulate = new("--simulate") { Description = "Then make a shop of the whole size, train it, and set what it took beside the plan." };

    /// <summary>Creates the command.</summary>
    public PlanRecommendCommand() : base("recommend", "Tells what memory and time recommending will need in a shop of some size, from two made shops measured on this machine.")
    {
        foreach (var option in (Option[])[_users, _items, _events, _lists, _probe, _simulate])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana plan recommend --users 10M --items 2M",
        "kirana plan recommend --users 500k --items 30k --events-per-user 12 --lists-per-second 300",
        "kirana plan recommend --users 1M --items 100k --simulate --json",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        if (Count(context, _users) is not { } users || Count(context, _items) is not { } items)
            throw new UsageException("A plan needs the number of --users and of --items.", Examples[0]);
        var request = new CapacityRequest { Shop = new ShopSize(users, items, context.Get(_events)), ListsPerSecond = context.Get(_lists) };
        if (Count(context, _probe) is { } probe)
            request = request with { ProbeUsers = probe };
        var (plan, _) = context.Stages.Run("Measuring two made shops", "", stage => CapacityPlanning.Run(request, context.Fitting(stage)));
        var simulated = context.Get(_simulate) ? context.Stages.Run("Simulating the whole shop", "", stage => CapacitySimulation.Run(plan, context.Fitting(stage))).Result : null;
        context.Answer(new PlanAnswer(plan, simulated), AnswerJson.Default.PlanAnswer, screen => Show(screen, plan, simulated));
        return ExitCode.Done;
    }

    private static void Show(Screen screen, CapacityPlan plan, CapacityFigures? simulated)
    {
        screen.Heading(string.Create(CultureInfo.InvariantCulture, $"Recommending to {plan.Shop.Users:#,0} shoppers among {plan.Shop.Items:#,0} items, {plan.Shop.Events:#,0} purchases"));
        screen.Table(["source", ">fit, CPU", ">model"], plan.Parts.Select(part => (IReadOnlyList<string>)[part.Recipe, part.LeftOut is null ? Time(part.FitCpuSeconds!.Value) : "left out", part.LeftOut is null ? Size(part.ModelMegabytes!.Value) : ""]));
        foreach (var part in plan.Parts.Where(part => part.LeftOut is not null))
            screen.Line($"{part.Recipe} is left out: {part.LeftOut}.");
        screen.Line();
        screen.Table(simulated is null ? ["", ">planned"] : ["", ">planned", ">measured"], Rows(plan.Needs, simulated));
        screen.Line();
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"With the {plan.Processors} processors of this machine a training takes about {Time(plan.TrainHours * 3600)}; {plan.ListsPerSecond:#,0.##} lists a second keep {plan.ServeProcessors} of them busy."));
        screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"Carried on from made shops of {string.Join(" and ", plan.Probes.Select(probe => string.Create(CultureInfo.InvariantCulture, $"{probe.Shop.Users:#,0} shoppers and {probe.Shop.Items:#,0} items")))}{(simulated is null ? "; --simulate makes the whole one." : ".")}"));
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(CapacityFigures planned, CapacityFigures? measured)
    {
        foreach (var (name, text, value) in new (string, Func<double, string>, Func<CapacityFigures, double>)[]
        {
            ("training, CPU", Time, own => own.TrainCpuSeconds), ("training, memory", Size, own => own.TrainMegabytes), ("model file", Size, own => own.ModelMegabytes),
            ("serving, memory", Size, own => own.ServeMegabytes), ("a list, CPU", own => string.Create(CultureInfo.InvariantCulture, $"{own:0.00} ms"), own => own.ListCpuMilliseconds),
        })
            yield return measured is null ? [name, text(value(planned))] : [name, text(value(planned)), text(value(measured))];
    }

    private static string Time(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };

    private static string Size(double megabytes) =>
        megabytes < 1000 ? string.Create(CultureInfo.InvariantCulture, $"{megabytes:0} MB") : string.Create(CultureInfo.InvariantCulture, $"{megabytes / 1000:0.0} GB");

    private static int? Count(CommandContext context, Option<string?> option) => ComparisonFlags.Number(context, option, s_counts, "", "10M") switch
    {
        null => null,
        > int.MaxValue => throw new UsageException($"{option.Name} is at most {int.MaxValue:N0}."),
        var number => (int)number,
    };
}
