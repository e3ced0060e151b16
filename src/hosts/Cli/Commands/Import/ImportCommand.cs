using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Import;
using Kirana.Storage;
using Kirana.Storage.Lines;

namespace Kirana.Cli.Commands.Import;

/// <summary><c>kirana import</c>: brings files into the shop, checks every line, sets bad ones aside.</summary>
internal sealed class ImportCommand : CliCommand
{
    private readonly Argument<string[]> _files = new("[KIND] FILE")
    {
        Description = "Files of Parquet, CSV or JSON Lines, packed with gzip or Brotli or not; - is standard input. Before them may stand what they hold: "
            + "events, items, users or sales; it is guessed otherwise.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _map = new("--map")
    {
        Description = "The file's column for a field: field=column, parted by commas. It is kept in kirana.json for the next time.", HelpName = "target=source,…",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _source = new("--source") { Description = "The name of the source the files come from; made from the file's name by default.", HelpName = "NAME" };
    private readonly Option<string?> _separator = new("--separator") { Description = "What parts the fields of CSV: a character, or tab; found out by default.", HelpName = "CHAR" };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "The text's encoding; found out by default.", HelpName = "NAME" };
    private readonly Option<string?> _dateFormat = new("--date-format") { Description = "day-first, month-first or a .NET format such as \"dd.MM.yyyy HH:mm\"; found out by default.", HelpName = "FORMAT" };
    private readonly Option<string?> _decimal = new Option<string?>("--decimal") { Description = "The decimal mark, a point or a comma.", HelpName = "CHAR" }.AmongWords(".", ",");
    private readonly Option<string?> _timeZone = new("--time-zone") { Description = "The IANA time zone of times without an offset; the shop's by default.", HelpName = "ZONE" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Read and check everything, keep nothing." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Refuse a file with any bad line; by default bad lines are set aside, up to 5 %." };

    /// <summary>Creates the command.</summary>
    public ImportCommand() : base("import", CommandList.Describe("import"))
    {
        Arguments.Add(_files);
        foreach (var option in (Option[])[_map, _source, _separator, _encoding, _dateFormat, _decimal, _timeZone, _dryRun, _strict])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana import orders.csv",
        "kirana import orders.csv --dry-run",
        "kirana import events clicks.jsonl --map user=customer,item=sku,kind=view",
        "kirana import items products.csv --separator \";\" --decimal ,",
        "zcat old-orders.csv.gz | kirana import events - --source old-orders --date-format day-first",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var (kind, files) = KindAndFiles(context.Get(_files)!);
        var dryRun = context.Get(_dryRun);
        var results = new List<ImportedFile>();
        using (var shop = EmbeddedShop.Open(context.Folder, dryRun ? ShopAccess.Read : ShopAccess.Write, context.Clock))
            foreach (var file in files)
                results.Add(Import(context, shop, Request(context, kind, file)));
        var answer = ImportAnswer.Of(results, dryRun);
        context.Answer(answer, AnswerJson.Default.ImportAnswer, screen => Show(screen, answer));
        return ExitCode.Done;
    }

    /// <summary>Imports one file and tells how far it is.</summary>
    /// <param name="context">The context.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="request">The file.</param>
    private static ImportedFile Import(CommandContext context, IShop shop, ImportRequest request)
    {
        var name = request.Name ?? "standard input";
        var (result, _) = context.Stages.Run($"Importing {name}", "lines", stage => ImportJob.Run(shop, request, new ImportStage(stage), context.Cancellation));
        return ImportedFile.Of(name, result);
    }

    private ImportRequest Request(CommandContext context, string? kind, string file) => new()
    {
        Path = file is "-" || ParquetLineReader.Knows(file) ? null : file,
        Open = file is not "-" && ParquetLineReader.Knows(file) ? _ => new ParquetLineReader(file) : null,
        Name = file is "-" ? null : Path.GetFileName(file),
        Stream = file is "-" ? Console.OpenStandardInput() : null,
        Kind = kind,
        Source = context.Get(_source),
        Map = Map(context.Get(_map) ?? []),
        Separator = Separator(context.Get(_separator)),
        Encoding = context.Get(_encoding),
        DateFormat = context.Get(_dateFormat),
        Decimal = context.Get(_decimal) is { } mark ? mark[0] : null,
        TimeZone = context.Get(_timeZone),
        DryRun = context.Get(_dryRun),
        Strict = context.Get(_strict),
        Clock = context.Clock,
    };

    // The first word is a kind unless it is the only one, or a file of that name lies there.
    private static (string? Kind, string[] Files) KindAndFiles(string[] words) =>
        words.Length > 1 && RecordKinds.All.Any(kind => string.Equals(kind.Name, words[0], StringComparison.Ordinal)) && !File.Exists(words[0])
            ? (words[0], words[1..])
            : (null, words);

    private static Dictionary<string, string> Map(string[] options)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in options.SelectMany(option => option.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var mark = pair.IndexOf('=', StringComparison.Ordinal);
            if (mark < 1)
                throw new UsageException($"--map needs target=source and has '{pair}'.", "Write the field first, as in --map user=CustomerID.");
            if (!map.TryAdd(pair[..mark].Trim(), pair[(mark + 1)..].Trim()))
                throw new UsageException($"--map names the field '{pair[..mark]}' twice.");
        }

        return map;
    }

    private static char? Separator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        { Length: 1 } => text[0],
        _ => throw new UsageException($"--separator is one character or the word tab, not '{text}'."),
    };

    private static void Show(Screen screen, ImportAnswer answer)
    {
        foreach (var file in answer.Files)
        {
            screen.Heading($"{file.File}: {file.Kind} of the source '{file.Source}'");
            foreach (var note in file.Notes)
                screen.Line($"  {note}");
            screen.Line($"{NumberText.Whole(file.Rows)} lines, {NumberText.Whole(file.Accepted)} accepted"
                + (answer.DryRun ? "" : $" ({NumberText.Whole(file.Added)} new, {NumberText.Whole(file.AlreadyPresent)} known before)")
                + $", {NumberText.Whole(file.Quarantined.Values.Sum())} set aside.");
            foreach (var (reason, count) in file.Quarantined.OrderByDescending(pair => pair.Value))
                screen.Line($"  {NumberText.Whole(count),9}  {reason}");
            if (file.Value.Total != 0)
                screen.Line($"Value {NumberText.Money(file.Value.Accepted)} accepted + {NumberText.Money(file.Value.Quarantined)} set aside = {NumberText.Money(file.Value.Total)}.");
        }

        screen.Line(answer.DryRun ? "Nothing was kept: this was a dry run." : "Next: kirana check, then kirana train recommend");
    }
}
