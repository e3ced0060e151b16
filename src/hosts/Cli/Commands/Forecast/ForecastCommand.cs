using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Commands.Covariates;
using Kirana.Cli.Invocation;
using Kirana.Cli.Screens;
using Kirana.Cli.Tables;
using Kirana.Data.Series;
using Kirana.Operate.Stores;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Hierarchies;
using Kirana.Pipelines.Forecast.Streams;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Forecast;

/// <summary><c>kirana forecast</c>: quantiles and a picture for an item, everything into a file, or every series of a file into another.</summary>
internal sealed class ForecastCommand : CliCommand
{
    private static readonly Dictionary<string, DemandLevel> Levels = new(StringComparer.Ordinal)
    {
        ["item"] = DemandLevel.Item, ["item-location"] = DemandLevel.ItemLocation, ["category"] = DemandLevel.Category, ["location"] = DemandLevel.Location,
        ["total"] = DemandLevel.Total,
    };

    private readonly Option<string?> _item = new("--item") { Description = "The item whose demand is asked for.", HelpName = "ID" };
    private readonly Option<string?> _location = new("--location") { Description = "Its demand in one location only.", HelpName = "ID" };
    private readonly Option<int?> _horizon = new("--horizon") { Description = "Steps ahead, 1 to 1000; 28 days or 8 weeks by default.", HelpName = "H" };
    private readonly Option<string> _step = new Option<string>("--step") { Description = "day or week.", HelpName = "STEP", DefaultValueFactory = _ => "day" }.AmongWords("day", "week");
    private readonly Option<string?> _quantiles = new("--quantiles") { Description = "Levels between 0.025 and 0.975, ascending, parted by commas.", HelpName = "0.1,0.5,0.9" };
    private readonly Option<bool> _all = new("--all") { Description = "Every series of a --level; needs --out." };
    private readonly Option<string> _level = new Option<string>("--level") { Description = "What a series adds up: item, item-location, category, location or total.", HelpName = "LEVEL", DefaultValueFactory = _ => "item" }.AmongWords([.. Levels.Keys]);
    private readonly Option<bool> _coherent = new("--coherent") { Description = "With --all: also every level above, in a column level, so that each sum is the sum of its parts." };
    private readonly Option<string?> _file = new("--file") { Description = "Lines of series,time,value, CSV or Parquet, which may be larger than memory; needs --horizon and --out, no shop.", HelpName = "FILE" };
    private readonly Option<string?> _season = new("--season") { Description = "With --file: steps in one season; several parted by commas. 1 for none.", HelpName = "M[,M2]" };
    private readonly Option<string?> _model = new("--model") { Description = "With --file: the forecaster; auto-fast by default.", HelpName = "NAME" };
    private readonly Option<bool> _resume = new("--resume") { Description = "With --file: go on with a run that was stopped." };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The file for --all and --file: .csv or .parquet.", HelpName = "FILE" };

    private readonly CovariateOptions _covariates = new();

    /// <summary>Creates the command.</summary>
    public ForecastCommand() : base("forecast", CommandList.Describe("forecast"))
    {
        foreach (var option in (Option[])[_item, _location, _horizon, _step, _quantiles, _all, _level, _coherent, _file, _season, _model, _resume, _out, .. _covariates.All])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana forecast --item 85123A --horizon 28",
        "kirana forecast --item 85123A --location France --step week",
        "kirana forecast --all --level category --out forecasts.csv",
        "kirana forecast --all --coherent --level item --out levels.parquet",
        "kirana forecast --file sales.csv --horizon 28 --season 7 --quantiles 0.1,0.5,0.9 --out forecasts.parquet",
        "kirana forecast --file sales.csv --covariates plan.csv --known price,campaign --horizon 28 --season 7 --out forecasts.csv",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        if (context.Get(_file) is { } file)
            return FileForecasting.Run(context, Streaming(context, file));
        foreach (var option in (Option[])[_season, _model, _resume, .. _covariates.All])
            if (context.Has(option))
                throw new UsageException($"{option.Name} goes with --file; a shop is forecast as it was trained.", Examples[4]);
        var (item, all) = (context.Get(_item), context.Get(_all));
        if (item is null != all)
            throw new UsageException("A forecast is for one of --item ID, --all or --file FILE.", Examples[0]);
        if (all != context.Get(_out) is not null)
            throw new UsageException("--all and --out FILE belong together.", Examples[2]);
        if (context.Get(_coherent) && !all)
            throw new UsageException("--coherent goes with --all: one series has nothing to agree with.", Examples[3]);
        if (all && context.Get(_location) is not null)
            throw new UsageException("--location goes with --item; for every location use --level location or item-location.", Examples[2]);
        var step = context.Get(_step) is "week" ? Step.Week : Step.Day;
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var serving = ForecastServing.Open(shop);
        if (all)
            return Everything(context, serving, step);

        var answer = serving.Forecast(item!, context.Get(_location), context.Get(_horizon), step, Quantiles(context));
        var title = shop.Analysis.Catalogue().FirstOrDefault(known => string.Equals(known.Id, item, StringComparison.Ordinal))?.Title ?? "";
        context.Answer(ForecastAnswer.Of(answer, title), AnswerJson.Default.ForecastAnswer, screen => Show(screen, answer, title));
        return ExitCode.Done;
    }

    private int Everything(CommandContext context, ForecastServing serving, Step step)
    {
        var file = context.Get(_out)!;
        TableFile.Check(file);
        var levels = Quantiles(context) ?? [0.1, 0.5, 0.9];
        var (series, lines) = (0L, 0L);
        context.Stages.Run("Forecasting", "series", stage =>
        {
            var (level, horizon) = (Levels[context.Get(_level)!], context.Get(_horizon));
            if (context.Get(_coherent))
                ForecastTable.WriteLevels(file, Counted(serving.Coherent(level, horizon, step, levels, context.Fitting()), stage), levels);
            else
                ForecastTable.Write(file, Counted(serving.All(level, horizon, step, levels, context.Fitting()).Select(forecast => new LevelForecast("", forecast)), stage)
                    .Select(one => one.Forecast), levels);
            return true;
        });
        var answer = new FileAnswer(Path.GetFullPath(file), $"{serving.Version.Kind} {serving.Version.Number}", series, lines);
        context.Answer(answer, AnswerJson.Default.FileAnswer,
            screen => screen.Line($"{NumberText.Whole(series)} forecasts of {answer.Model} are in {answer.Out}."));
        return ExitCode.Done;

        IEnumerable<LevelForecast> Counted(IEnumerable<LevelForecast> forecasts, Stage stage)
        {
            foreach (var forecast in forecasts)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                yield return forecast;
                (series, lines) = (series + 1, lines + forecast.Forecast.Horizon);
                stage.Report(series, null);
            }
        }
    }

    private ForecastStreaming Streaming(CommandContext context, string file)
    {
        foreach (var option in (Option[])[_item, _location, _step, _all, _level, _coherent])
            if (context.Has(option))
                throw new UsageException($"{option.Name} asks a shop; --file forecasts every series of a file.", Examples[4]);
        if (context.Get(_horizon) is not { } horizon || context.Get(_out) is not { } output)
            throw new UsageException("--file needs a --horizon of steps and --out FILE.", Examples[4]);
        var streaming = new ForecastStreaming { File = file, Output = output, Horizon = horizon, Resume = context.Get(_resume), Covariates = _covariates.Of(context) };
        if (context.Get(_season) is { } seasons)
            streaming = streaming with { Seasons = [.. seasons.Split(',', StringSplitOptions.TrimEntries).Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var season)
                ? season
                : throw new UsageException($"--season holds whole numbers of 1 or more, not '{word}'."))] };
        if (Quantiles(context) is { } levels)
            streaming = streaming with { Levels = levels };
        return context.Get(_model) is { } model ? streaming with { Model = model } : streaming;
    }

    private double[]? Quantiles(CommandContext context)
    {
        if (context.Get(_quantiles) is not { } text)
            return null;
        var words = text.Split(',', StringSplitOptions.TrimEntries);
        var levels = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
            if (!double.TryParse(words[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out levels[i]))
                throw new UsageException($"--quantiles holds numbers such as 0.1,0.5,0.9, not '{words[i]}'.");
        return levels;
    }

    private static void Show(Screen screen, ItemForecast answer, string title)
    {
        screen.Line();
        screen.Picture(ForecastPicture.Of(answer, title));
        var forecast = answer.Forecast;
        screen.Line();
        screen.Table(["", ">mean", .. forecast.Levels.Select(level => $">{level * 100:0.#} %")], Enumerable.Range(0, forecast.Horizon).Select(i => (IReadOnlyList<string>)
            [forecast.Axis.Label(i), Units(forecast.Mean[i]), .. forecast.Quantiles.Select(quantile => Units(quantile[i]))]));
        screen.Line();
        screen.Line($"By {answer.Version.Kind} {answer.Version.Number} ({forecast.Model}).{(forecast.Fallback is null ? "" : " " + forecast.Fallback)}");
        if (answer.Uses.Count > 0)
            screen.Line($"It uses {string.Join("; ", answer.Uses)}.");
    }

    private static string Units(double units) => units.ToString("#,0.0", CultureInfo.InvariantCulture);
}
