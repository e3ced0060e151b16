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

    /// <summary>The kind of the model file: one part for each scope, and from layout 2 on the held-out score of each item.</summary>
    public const string FileKind = "shop-forecast";

    /// <summary>The newest layout of the model file this code writes and reads.</summary>
    public const int FileVersion = 2;

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
        var progress = new PartialProgress(context.Progress, 2 * ForecastScope.All.Count);
        foreach (var scope in ForecastScope.All)
        {
            var series = Read(shop, scope);
            var split = new ForecastSplit(scope, series, Recipe.HorizonOf(scope.Step));
            deciding ??= split;
            scores.Add(split.Score(Recipe, progress.Next($"scoring {scope.Name}", context), out var each));
            if (scope.KeepsScores)
                each.Save(writer.Part(HeldOutScores.PartOf(scope)));
            Recipe.Batch(scope.Level, scope.Step, series).Fit(series, progress.Next($"learning {scope.Name}", context))
                .Save(writer.Part(scope.Name, BatchModel.FileKind, BatchModel.FileVersion));
        }

        var current = shop.Registry.Current(Area);
        var promote = Promote && (current is null || IsNotWorse(current, scores[0], deciding!, context with { Progress = null }));
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
        byDay = AccuracyAnswer.Of(Step.Day, each, new ItemCards(shop.Analysis.Catalogue()));
        return scores;
    }

    private (IReadOnlyList<ForecastScopeScores> Scores, HeldOutScores ByDay) Score(IShop shop, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(context);
        var progress = new PartialProgress(context.Progress, ForecastScope.All.Count);
        var scores = new List<ForecastScopeScores>();
        HeldOutScores? byDay = null;
        foreach (var scope in ForecastScope.All)
        {
            var split = new ForecastSplit(scope, Read(shop, scope), Recipe.HorizonOf(scope.Step));
            scores.Add(split.Score(Recipe, progress.Next($"scoring {scope.Name}", context), out var each));
            byDay ??= each;
        }

        return (scores, byDay!);
    }

    private static IReadOnlyList<TimeSeries> Read(IShop shop, ForecastScope scope)
    {
        var series = scope.Read(shop.Analysis);
        return series.Count > 0 || scope is not { Level: DemandLevel.Item, Step: Step.Day }
            ? series
            : throw new DataException("The shop has sold nothing, so there is no demand to forecast.")
            {
                Code = "nothing-to-forecast", Hint = "Import purchases first.",
            };
    }

    /// <summary>The same recipe on more data is as good as it gets; another one is scored on the same split.</summary>
    private bool IsNotWorse(ModelVersion current, ForecastScopeScores scores, ForecastSplit split, FitContext context)
    {
        if (ForecastRecipe.FromJson(current.Options) is not { } incumbent || incumbent == Recipe)
            return true;
        var theirs = split.Score(incumbent with { Days = Recipe.Days }, context).Metrics;
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
