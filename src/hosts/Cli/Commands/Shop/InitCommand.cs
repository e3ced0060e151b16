using System.CommandLine;
using Kirana.Cli.Invocation;
using Kirana.Operate.Shops;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Shop;

/// <summary><c>kirana init</c>: an empty shop with commented settings.</summary>
internal sealed class InitCommand : CliCommand
{
    private readonly Argument<string?> _folder = new("DIR") { Description = "The folder; made if it does not exist. That of --shop where missing.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _name = new("--name") { Description = "The shop's name.", HelpName = "TEXT", DefaultValueFactory = _ => "My shop" };
    private readonly Option<string> _currency = new("--currency") { Description = "The currency of amounts that name none, an ISO 4217 code.", HelpName = "CODE", DefaultValueFactory = _ => "EUR" };
    private readonly Option<string> _timeZone = new("--time-zone") { Description = "The IANA time zone of the shop's days.", HelpName = "ZONE", DefaultValueFactory = _ => "UTC" };
    private readonly Option<DayOfWeek> _weekStart = new("--week-start") { Description = "The first day of the week.", HelpName = "DAY", DefaultValueFactory = _ => DayOfWeek.Monday };

    /// <summary>Creates the command.</summary>
    public InitCommand() : base("init", CommandList.Describe("init"))
    {
        Arguments.Add(_folder);
        Options.Add(_name);
        Options.Add(_currency);
        Options.Add(_timeZone);
        Options.Add(_weekStart);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana init shop",
        "kirana init shop --name \"Corner shop\" --currency GBP --time-zone Europe/London --week-start Sunday",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var folder = context.Get(_folder) is { } given ? Path.GetFullPath(given) : context.Folder;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(context.Get(_timeZone)!, out _))
            throw new UsageException($"There is no time zone '{context.Get(_timeZone)}'.", "Use an IANA name such as Europe/Berlin.");
        if (context.Get(_currency)! is not { Length: 3 } currency || !currency.All(char.IsAsciiLetter))
            throw new UsageException($"'{context.Get(_currency)}' is no currency.", "Use an ISO 4217 code such as EUR.");
        var settings = new ShopSettings
        {
            Name = context.Get(_name)!, Currency = currency.ToUpperInvariant(), TimeZone = context.Get(_timeZone)!, WeekStart = context.Get(_weekStart),
        };
        using (EmbeddedShop.Create(folder, settings, context.Clock))
            SettingsTemplate.Write(Path.Combine(folder, "kirana.json"), settings);
        context.Answer(new InitAnswer(folder, settings.Name, settings.Currency, settings.TimeZone), AnswerJson.Default.InitAnswer, screen =>
        {
            screen.Line($"An empty shop is in {folder}; its settings are in kirana.json.");
            screen.Line("Next: kirana import orders.csv" + (string.Equals(folder, Directory.GetCurrentDirectory(), StringComparison.Ordinal) ? "" : $" --shop {folder}"));
        });
        return ExitCode.Done;
    }
}
