using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Cli.Tables;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Recommend;

/// <summary><c>kirana recommend</c>: a list for a customer or beside an item, or everybody's lists into a file.</summary>
internal sealed class RecommendCommand : CliCommand
{
    private const int Most = 1000;

    private readonly Option<string?> _user = new("--user") { Description = "The customer the list is for.", HelpName = "ID" };
    private readonly Option<string?> _item = new("--item") { Description = "The item whose companions are wanted.", HelpName = "ID" };
    private readonly Option<string?> _graph = new Option<string?>("--graph") { Description = "With --item: the list of a graph alone, co-purchase or co-view.", HelpName = "NAME" }.AmongWords([.. ProductGraphs.Names]);
    private readonly Option<string?> _country = new("--country") { Description = "For a visitor without a history: the country.", HelpName = "NAME" };
    private readonly Option<string?> _location = new("--location") { Description = "Likewise: the location, as events name it.", HelpName = "NAME" };
    private readonly Option<string?> _channel = new("--channel") { Description = "Likewise: the channel, such as app.", HelpName = "NAME" };
    private readonly Option<string?> _device = new("--device") { Description = "Likewise: the device.", HelpName = "NAME" };
    private readonly Option<string?> _referrer = new("--referrer") { Description = "Likewise: the campaign or site that led here.", HelpName = "NAME" };
    private readonly Option<string?> _query = new("--query") { Description = "Words that are searched for: what matches comes first.", HelpName = "WORDS" };
    private readonly Option<bool> _all = new("--all") { Description = "Everybody's lists; needs --out." };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The file for --all: .csv or .parquet.", HelpName = "FILE" };
    private readonly Option<int> _count = new("-k") { Description = "Items in a list, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _why = new("--why") { Description = "Say why each item stands in the list." };
    private readonly Option<bool> _explain = new("--explain") { Description = "Say how each item came to its place: sources, ranks, features, rules." };
    private readonly Option<bool> _bought = new("--include-bought") { Description = "List items the customer bought before too." };

    /// <summary>Creates the command.</summary>
    public RecommendCommand() : base("recommend", CommandList.Describe("recommend"))
    {
        foreach (var option in (Option[])[_user, _item, _graph, _country, _location, _channel, _device, _referrer, _query, _all, _out, _count, _why, _explain, _bought])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana recommend --user 17850 -k 10 --why",
        "kirana recommend --item 85123A",
        "kirana recommend --item 85123A --graph co-purchase --why",
        "kirana recommend --user 17850 --explain --json",
        "kirana recommend --country France --query \"lunch bag\" --why",
        "kirana recommend --all --out lists.parquet",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var (user, item, all) = (context.Get(_user), context.Get(_item), context.Get(_all));
        var options = new RecommendOptions { Count = context.Get(_count), Why = context.Get(_why), Explain = context.Get(_explain), IncludeBought = context.Get(_bought), Graph = context.Get(_graph) };
        var visitor = new VisitorContext
        {
            Country = context.Get(_country), Location = context.Get(_location), Channel = context.Get(_channel), Device = context.Get(_device), Referrer = context.Get(_referrer), Query = context.Get(_query),
        };
        var isVisitor = visitor != new VisitorContext();
        if (isVisitor && (item is not null || all))
            throw new UsageException("A country, location, channel, device, referrer or query is a visitor's, not an item's or everybody's: leave --item and --all out.", Examples[^2]);
        if ((user is null && !isVisitor ? 0 : 1) + (item is null ? 0 : 1) + (all ? 1 : 0) != 1)
            throw new UsageException("A list is for one of --user ID, --item ID, --all, or a visitor with a --country, --query or the like.", Examples[0]);
        if (options.Graph is not null && item is null)
            throw new UsageException("--graph is for the list beside an --item.", Examples[2]);
        if (options.Count is < 1 or > Most)
            throw new UsageException($"-k is a whole number from 1 to {Most}, not {options.Count}.");
        if (all != context.Get(_out) is not null)
            throw new UsageException("--all and --out FILE belong together.", Examples[^1]);
        if (all && options.Explain)
            throw new UsageException("--explain is for the list of one --user or --item.", Examples[3]);
        if (context.Get(_out) is { } file)
            TableFile.Check(file);

        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var serving = RecommendServing.Open(shop, context.Clock);
        if (all)
            return Everybody(context, serving, options, context.Get(_out)!);
        var list = isVisitor ? serving.ForVisitor(user, visitor, options) : user is not null ? serving.ForUser(user, options) : serving.ForItem(item!, options);
        var performance = item is null ? null : serving.PerformanceOf(item);
        context.Answer(RecommendAnswer.Of(list) with { Performance = performance }, AnswerJson.Default.RecommendAnswer, screen =>
            Show(screen, list, item is not null ? $"Beside item {item}" : user is not null ? $"For customer {user}" : "For a visitor", performance, shop.Settings.Currency));
        return ExitCode.Done;
    }

    private static int Everybody(CommandContext context, RecommendServing serving, RecommendOptions options, string file)
    {
        var (written, _) = context.Stages.Run("Making lists", "lists",
            stage => ListFile.Write(file, serving.ForEverybody(options, context.Fitting(stage)), options.Why, context.Cancellation));
        var answer = new FileAnswer(Path.GetFullPath(file), $"{serving.Version.Kind} {serving.Version.Number}", written.Lists, written.Lines);
        context.Answer(answer, AnswerJson.Default.FileAnswer,
            screen => screen.Line($"{NumberText.Whole(answer.Subjects)} lists of {answer.Model} are in {answer.Out}."));
        return ExitCode.Done;
    }

    private static void Show(Screen screen, RecommendedList list, string subject, ItemPerformance? performance, string currency)
    {
        screen.Heading($"{subject}, by {list.Model}");
        if (performance?.InWords() is { Length: > 0 } became)
            screen.Line(became);
        if (list.Note is not null)
            screen.Line(list.Note);
        var rows = new List<IReadOnlyList<string>>();
        var number = 0;
        foreach (var item in list.Items)
        {
            rows.Add([(++number).ToString(CultureInfo.InvariantCulture), item.Id, item.Title, item.Price is { } price ? $"{NumberText.Money(price)} {currency}" : "", item.Score.ToString("0.000", CultureInfo.InvariantCulture)]);
            rows.AddRange(item.Reasons.Take(2).Select(reason => (IReadOnlyList<string>)["", "", "  " + reason, "", ""]));
        }

        screen.Table([">", "item", "title", ">price", ">score"], rows);
        foreach (var (place, item) in list.Items.Index())
            if (item.Trace is { } trace)
                TraceScreen.Show(screen, place + 1, item, trace);
    }
}
