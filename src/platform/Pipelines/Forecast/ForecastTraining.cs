using System.Diagnostics;
using System.Reflection;
using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast.Inputs;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;

namespace Kirana.Pipelines.Forecast;

/// <summary>Trains a shop's demand forecast and registers it: <c>kirana train forecast</c>.</summary>
/// <remarks>Items, and items by location, by day and by week. First the end of every series is held out and the recipe scored beside its
/// baselines; then everything is learned.</remarks>
public sealed record ForecastTraining
{
    /// <summary>The area's name in the registry.</summary>
    public const string Area = "forecast";

    /// <summary>The kind of the model file: one part for each scope, from layout 2 on the held-out score of each item, from layout 3 on what is used beside
    /// the units sold.</summary>
    public const string FileKind = "shop-forecast";

    /// <summary>The newest layout of the model file this code writes and reads.</summary>
    public const int FileVersion = 3;

    /// <summary>What to say where no model was trained yet.</summary>
    internal const string NoModel = "The shop has no forecast model yet; run 'kirana train forecast'.";

    /// <summary>What is trained; the default recipe by default.</summary>
    public ForecastRecipe Recipe { get; init; } = new();

    /// <summary>Whether the version may become the current one: it does if none is, or if it is not worse than the current recipe on
    /// the same split (<c>mase</c> of items by day); <see langword="true"/> by default.</summary>
    public bool Promote { get; init; } = true;

    /// <summary>Trains, scores, registers.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="context">Seed, threads, progress, cancellation, clock.</param>
    /// <exception cref="DataException"><c>nothing-to-forecast</c>: the shop has no demand.</exception>
    /// <exception cref="ArgumentException">The recipe is out of range.</exception>
    public ForecastTrainingReport Run(IShop shop, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(context);
        var (cpuStart, wallStart) = (Environment.CpuUsage.TotalTime, context.Clock.GetTimestamp());
        var dataHash = shop.Records.DataHash();
        var writer = new ModelWriter(FileKind, FileVersion, 1) { Options = Recipe.ToJson(), DataHash = dataHash };
        var scores = new List<ForecastScopeScores>();
        ForecastSplit? deciding = null;
        var scopes = new ScopeSplits(shop, Recipe);
        var used = new Dictionary<ForecastScope, ForecastInputs>();
        var progress = new PartialProgress(context.Progress, 2 * ForecastScope.All.Count);
        foreach (var scope in ForecastScope.All)
        {
            var (series, split) = scopes.Of(scope);
            deciding ??= split;
            var scoring = progress.Next($"scoring {scope.Name}", context);
            (used[scope], var trials) = InputChoice.Of(split, Recipe, scopes.Inputs.Available, scoring);
            scores.Add(split.Score(Recipe, used[scope], scoring, out var each) with { Inputs = trials });
            each.Save(writer.Part(HeldOutScores.PartOf(scope)));
            Recipe.Batch(scope.Level, scope.Step, series, used[scope]).Fit(scopes.Usual(scope, used[scope], context), progress.Next($"learning {scope.Name}", context))
                .Save(writer.Part(scope.Name, BatchModel.FileKind, BatchModel.FileVersion));
        }

        new UsedInputs(scopes.Lifts, scopes.Inputs.StockOutDays, used).Save(writer.Part(UsedInputs.Part));
        var current = shop.Registry.Current(Area);
        var promote = Promote && (current is null || IsNotWorse(current, scores[0], deciding!, used[ForecastScope.All[0]], context with { Progress = null }));
        var version = shop.Registry.Publish(Draft(scores, dataHash, cpuStart, wallStart, context), writer);
        if (promote)
            version = shop.Registry.Promote(Area, version.Number);
        return new ForecastTrainingReport(version, promote, scores);
    }

    /// <summary>Scores the recipe beside its baselines on the held-out end of every series, as <see cref="Run"/> does; nothing is kept.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <returns>The scores of each scope, items by day first.</returns>
    /// <exception cref="DataException"><c>nothing-to-forecast</c>: the shop has no demand.</exception>
    /// <exception cref="ArgumentException">The recipe is out of range.</exception>
    public IReadOnlyList<ForecastScopeScores> Evaluate(IShop shop, FitContext context) => Score(shop, context).Scores;

    /// <summary>The same, and beside it how well each part of the items was forecast by day, with the worst of them.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="context">Seed, threads, progress, cancellation.</param>
    /// <param name="byDay">Items by day in slices.</param>
    /// <returns>The scores of each scope, items by day first.</returns>
    /// <exception cref="DataException"><c>nothing-to-forecast</c>: the shop has no demand.</exception>
    /// <exception cref="ArgumentException">The recipe is out of range.</exception>
    public IReadOnlyList<ForecastScopeScores> Evaluate(IShop shop, FitContext context, out ForecastAccuracy byDay)
    {
        var (scores, each) = Score(shop, context);
        byDay = AccuracyAnswer.Of(Step.Day, each[new(DemandLevel.Item, Step.Day)], each[new(DemandLevel.ItemLocation, Step.Day)], new ItemCards(shop.Analysis.Catalogue()));
        return scores;
    }

    private (IReadOnlyList<ForecastScopeScores> Scores, Dictionary<ForecastScope, HeldOutScores> Each) Score(IShop shop, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(context);
        var progress = new PartialProgress(context.Progress, ForecastScope.All.Count);
        var scores = new List<ForecastScopeScores>();
        var scopes = new ScopeSplits(shop, Recipe);
        var kept = new Dictionary<ForecastScope, HeldOutScores>();
        foreach (var scope in ForecastScope.All)
        {
            var (_, split) = scopes.Of(scope);
            var scoring = progress.Next($"scoring {scope.Name}", context);
            var (used, trials) = InputChoice.Of(split, Recipe, scopes.Inputs.Available, scoring);
            scores.Add(split.Score(Recipe, used, scoring, out var each) with { Inputs = trials });
            kept.Add(scope, each);
        }

        return (scores, kept);
    }

    /// <summary>The same recipe on more data is as good as it gets; another one is scored on the same split.</summary>
    private bool IsNotWorse(ModelVersion current, ForecastScopeScores scores, ForecastSplit split, ForecastInputs used, FitContext context)
    {
        if (ForecastRecipe.FromJson(current.Options) is not { } incumbent || incumbent == Recipe)
            return true;
        var theirs = split.Score(incumbent with { Days = Recipe.Days }, used, context).Metrics;
        return !theirs.TryGetValue("mase", out var before) || (scores.Metrics.TryGetValue("mase", out var now) && now.Estimate <= before.Estimate);
    }

    private ModelVersion Draft(List<ForecastScopeScores> scores, string dataHash, TimeSpan cpuStart, long wallStart, FitContext context)
    {
        using var process = Process.GetCurrentProcess();
        var metrics = ForecastMetrics.Of(scores);
        return new ModelVersion(
            Area, 0, FileKind, default, ModelFigures.Estimates(metrics), ModelFigures.Estimates(ForecastMetrics.OfBaselines(scores)), Recipe.ToJson(), dataHash,
            CodeVersion, context.Clock.GetElapsedTime(wallStart).TotalSeconds, (Environment.CpuUsage.TotalTime - cpuStart).TotalSeconds,
            process.PeakWorkingSet64 / 1e6, "", 0)
        {
            Intervals = ModelFigures.Limits(metrics),
        };
    }

    private static string CodeVersion =>
        typeof(ForecastTraining).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
