using System.CommandLine;
using System.Globalization;
using Kirana.Cli.Commands.Covariates;
using Kirana.Cli.Commands.Train;
using Kirana.Cli.Invocation;
using Kirana.Cli.Reports;
using Kirana.Cli.Tables;
using Kirana.Pictures.Scales;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Hierarchies;
using Kirana.Storage;

namespace Kirana.Cli.Commands.Evaluate;

/// <summary><c>kirana evaluate forecast</c>: on the shop by a temporal split, or on a file of series.</summary>
internal sealed class EvaluateForecastCommand : CliCommand
{
    private const int WorstShown = 5;

    private readonly Argument<string?> _file = new("FILE") { Description = "Lines of series,time,value; the shop's own records where missing.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _test = new("--test") { Description = "What came after; the end of FILE where missing.", HelpName = "FILE" };
    private readonly Option<int?> _horizon = new("--horizon") { Description = "Steps ahead, 1 to 1000.", HelpName = "H" };
    private readonly Option<string?> _season = new("--season") { Description = "Steps in one season; several parted by commas, the first scales errors. 1 for none.", HelpName = "M[,M2]" };
    private readonly Option<string?> _model = new("--model") { Description = "The forecaster; automatic choice (auto) by default, the shop's recipe on a shop.", HelpName = "NAME" };
    private readonly Option<int> _windows = new("--windows") { Description = "Rolling origins without --test, 1 to 1000.", HelpName = "W", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _quantiles = new("--quantiles") { Description = "Levels between 0.025 and 0.975, ascending; none for point forecasts only.", HelpName = "0.1,…,0.9" };
    private readonly Option<string?> _forecasts = new("--forecasts") { Description = "A CSV file for every forecast.", HelpName = "OUT" };
    private readonly Option<string?> _report = new("--report") { Description = "A page with pictures, slices and the worst series of FILE; the shop's goes to its reports.", HelpName = "FILE.html" };

    private readonly Option<string?> _incumbent = new("--incumbent") { Description = "Forecasts made elsewhere, lines of series,time,value, to measure beside.", HelpName = "FILE" };

    private readonly Option<string?> _hierarchy = new("--hierarchy") { Description = "Compares ways to make sums agree: levels by columns of FILE, or a CSV file of series,parent.", HelpName = "LEVELS" };

    private readonly CovariateOptions _covariates = new();

    /// <summary>Creates the command.</summary>
    public EvaluateForecastCommand() : base("forecast", "Measures forecasters: on the shop by a temporal split, or on a file of series.")
    {
        Arguments.Add(_file);
        foreach (var option in (Option[])[_test, _horizon, _season, _model, _windows, _quantiles, _forecasts, _incumbent, _hierarchy, _report, .. _covariates.All])
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "kirana evaluate forecast",
        "kirana evaluate forecast train.csv --test test.csv --horizon 24 --season 12",
        "kirana evaluate forecast series.csv --horizon 28 --season 7 --windows 3 --model theta --report report.html",
        "kirana evaluate forecast sales.csv --horizon 28 --season 7 --covariates plan.csv --known price,campaign --past visits",
        "kirana evaluate forecast tourism.csv --horizon 8 --season 4 --windows 4 --hierarchy State,State+Region,Purpose",
    ];

    /// <inheritdoc/>
    public override int Run(CommandContext context) => context.Get(_file) is not { } file ? OnShop(context)
        : context.Get(_hierarchy) is { } levels ? OnHierarchy(context, file, levels) : OnFile(context, file);

    private int OnHierarchy(CommandContext context, string file, string levels)
    {
        foreach (var option in (Option[])[_test, _quantiles, _forecasts, _incumbent, _report, .. _covariates.All])
            if (context.Has(option))
                throw new UsageException($"{option.Name} does not go with --hierarchy, which compares over rolling origins of FILE.", Examples[4]);
        var evaluation = new HierarchyEvaluation
        {
            File = file, Hierarchy = levels, Windows = context.Get(_windows),
            Horizon = context.Get(_horizon) ?? throw new UsageException("A file is evaluated over a --horizon of steps.", Examples[4]),
        };
        if (context.Get(_season) is { } seasons)
            evaluation = evaluation with { Seasons = Seasons(seasons) };
        if (context.Get(_model) is { } model)
            evaluation = evaluation with { Model = model };
        var (result, seconds) = context.Stages.Run($"Reconciling {Path.GetFileName(file)}", "", stage => evaluation.Run(context.Fitting(stage)));
        context.Answer(EvaluateHierarchyAnswer.Of(result, seconds), AnswerJson.Default.EvaluateHierarchyAnswer, screen =>
        {
            screen.Heading($"{result.Model} on {file}: {NumberText.Whole(result.Series)} series, {result.Windows} origins, {result.Horizon} steps");
            screen.Line("Scaled CRPS (the error of all quantiles over the size of the series; less is better), by level and their mean:");
            screen.Table(["", .. result.Levels.Select(level => ">" + level), ">mean", ">in 80 %", ">first less this", ">95 % from", ">to"], result.Methods.Select(method => (IReadOnlyList<string>)
                [method.Name, .. method.ByLevel.Select(Text), Text(method.Crps), Figures.Text(method.Coverage), Text(method.Difference.Estimate), Text(method.Difference.Lower), Text(method.Difference.Upper)]));
        });
        return ExitCode.Done;

        static string Text(double value) => value.ToString("0.00000", CultureInfo.InvariantCulture);
    }

    private int OnFile(CommandContext context, string file)
    {
        var evaluation = new ForecastFileEvaluation
        {
            File = file, TestFile = context.Get(_test), Windows = context.Get(_windows), Forecasts = context.Get(_forecasts), Incumbent = context.Get(_incumbent), Covariates = _covariates.Of(context),
            Horizon = context.Get(_horizon) ?? throw new UsageException("A file is evaluated over a --horizon of steps.", Examples[1]),
        };
        if (context.Get(_season) is { } seasons)
            evaluation = evaluation with { Seasons = Seasons(seasons) };
        if (context.Get(_quantiles) is { } levels)
            evaluation = evaluation with { Levels = levels is "none" ? [] : Numbers("--quantiles", levels) };
        if (context.Get(_model) is { } model)
            evaluation = evaluation with { Model = model };

        if (context.Get(_report) is { } place)
            OutputPlace.Check(place);
        var (result, _) = context.Stages.Run($"Forecasting {Path.GetFileName(file)}", "series", stage => evaluation.Run(context.Fitting(stage)));
        var report = context.Get(_report) is { } path ? ForecastFileReport.Write(context, path, file, result) : null;
        var answer = EvaluateForecastAnswer.Of(result, report);
        context.Answer(answer, AnswerJson.Default.EvaluateForecastAnswer, screen =>
        {
            screen.Heading($"{result.Model} on {file}: {NumberText.Whole(result.Scored)} forecasts of {result.Horizon} steps, {result.Failed} failed");
            Scores.Show(screen, result.Metrics);
            screen.Line();
            foreach (var (name, value) in result.ValueAdded)
                screen.Line(string.Create(CultureInfo.InvariantCulture, $"Value added to {name}: {value.Estimate:P1} of its MASE ({value.Lower:P1} to {value.Upper:P1})."));
            CovariatesAnswer.Show(screen, result.Covariates);
            screen.Line();
            screen.Table(["series", ">forecasts", ">mase", ">95 % from", ">to", ">smape", ">bias", ">coverage"], answer.Slices.Select(slice => (IReadOnlyList<string>)
                [slice.Name, NumberText.Whole(slice.Forecasts), Figures.Text(slice.Mase), Figures.Text(slice.MaseLimits[0]), Figures.Text(slice.MaseLimits[1]), Figures.Text(slice.Smape), Figures.Text(slice.Bias), Figures.Text(slice.Coverage)]));
            screen.Line();
            screen.Table(["worst", "demand", ">mase", ">smape"], answer.Worst.Take(WorstShown).Select(worst => (IReadOnlyList<string>)
                [worst.Series, worst.DemandClass, Figures.Text(worst.Mase), Figures.Text(worst.Smape)]));
            screen.Line();
            screen.Report(report);
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{result.Seconds.Wall:0.0} s, {result.Seconds.Cpu:0.0} CPU s; up to {answer.PeakMb:0} MB."));
        });
        return ExitCode.Done;
    }

    private int OnShop(CommandContext context)
    {
        foreach (var option in (Option[])[_test, _horizon, _season, _windows, _quantiles, _forecasts, _incumbent, _hierarchy, _report, .. _covariates.All])
            if (context.Has(option))
                throw new UsageException($"{option.Name} is for a FILE; the shop's demand is scored over its own weeks.", Examples[1]);
        using var shop = EmbeddedShop.Open(context.Folder, ShopAccess.Read, context.Clock);
        var recipe = new ForecastRecipe();
        recipe = recipe with { Model = context.Get(_model) ?? recipe.Model };
        var ((scopes, accuracy), seconds) = context.Stages.Run("Scoring forecasts", "",
            stage => (new ForecastTraining { Recipe = recipe }.Evaluate(shop, context.Fitting(stage), out var byDay), byDay));
        var report = AreaReport.Write(context, shop, "evaluate-forecast", scopes, AccuracyBlocks.Of(shop, accuracy, context.Fitting()));
        var answer = ShopEvaluationAnswer.Of(scopes, recipe.Model, seconds, report);
        context.Answer(answer, AnswerJson.Default.ShopEvaluationAnswer, screen =>
        {
            ForecastScores.Show(screen, scopes);
            screen.Line();
            screen.Report(answer.Report);
        });
        return ExitCode.Done;
    }

    private static int[] Seasons(string text) => [.. Numbers("--season", text).Select(season => season is >= 1 and <= int.MaxValue && season == Math.Floor(season)
        ? (int)season
        : throw new UsageException($"--season holds whole numbers of 1 or more, not {season}."))];

    private static double[] Numbers(string option, string text) =>
        [.. text.Split(',', StringSplitOptions.TrimEntries).Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{option} holds numbers parted by commas, not '{word}'."))];
}
