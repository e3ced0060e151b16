using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Forecast.Hierarchy;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast.Hierarchies;

/// <summary>Makes the forecasts of a level and of all it adds up to agree, by minimum trace with structural weights and nothing below zero.</summary>
/// <remarks>Structural weights (Athanasopoulos, Hyndman, Kourentzes and Petropoulos 2017) ask for no residuals, which served models do not keep. Means add up;
/// quantiles move with their means, since the quantiles of a sum are not the sum of quantiles.</remarks>
internal static class CoherentServing
{
    /// <summary>Forecasts.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="models">The version that speaks.</param>
    /// <param name="level">The finest level.</param>
    /// <param name="step">Day or week.</param>
    /// <param name="fine">Its forecasts.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <returns>The forecasts of all levels, coarse before fine.</returns>
    public static IReadOnlyList<LevelForecast> Of(
        IShop shop, ForecastModels models, DemandLevel level, Step step, IReadOnlyList<SeriesForecast> fine, FitContext context)
    {
        if (fine.Count == 0)
            return [];
        var categories = level is DemandLevel.Item or DemandLevel.ItemLocation
            ? shop.Analysis.Catalogue().ToDictionary(item => item.Id, item => item.Category, StringComparer.Ordinal) : [];
        var levels = new ShopLevels(level, [.. fine.Select(one => one.Key)], item => categories.GetValueOrDefault(item, ""));
        var hierarchy = levels.Hierarchy;
        SeriesForecast[] all = [.. Sums(shop, models, levels, level, step, fine, context), .. fine];
        var means = new SeriesMatrix(all.Length, fine[0].Horizon);
        for (var i = 0; i < all.Length; i++)
            all[i].Mean.CopyTo(means.Row(i));
        var agreed = new MinimumTrace { Covariance = CovarianceKind.Structural, NonNegative = true }
            .Fit(hierarchy, new HierarchyPast(), context).Reconcile(means, context);
        return [.. all.Select((one, i) =>
        {
            var (name, key) = levels.NameOf(i);
            return new LevelForecast(name, Moved(one, key, agreed.Row(i)));
        })];
    }

    /// <summary>The forecasts of the sums, learned from their own past as those of <see cref="ForecastServing.All"/> are.</summary>
    private static IReadOnlyList<SeriesForecast> Sums(
        IShop shop, ForecastModels models, ShopLevels levels, DemandLevel level, Step step, IReadOnlyList<SeriesForecast> fine, FitContext context)
    {
        if (levels.Hierarchy.AggregateCount == 0)
            return [];
        var end = fine[0].Axis;
        var sold = shop.Analysis.Demand(new DemandQuery { Level = level, Step = step, Until = end.DayOf(0) }).ToDictionary(one => one.Key, StringComparer.Ordinal);
        var sums = levels.Sums([.. fine.Select(one => sold.GetValueOrDefault(one.Key))], end);
        // Items have models of their own, which know more than their sales.
        bool IsItem(int sum) => levels.NameOf(sum).Level is ShopLevels.Item;
        TimeSeries[] wide = [.. sums.Where((_, i) => !IsItem(i))];
        var scope = new ForecastScope(DemandLevel.Total, step);
        BatchModel model = models.Recipe.ForSums(wide.Length).Batch(scope.Level, step, wide).Fit(models.Usual(wide, scope), context);
        using var learned = models.All(model, scope, fine[0].Horizon, fine[0].Levels).GetEnumerator();
        return [.. sums.Select((_, i) => IsItem(i) ? models.Forecast(levels.NameOf(i).Key, null, fine[0].Horizon, step, fine[0].Levels)
            : learned.MoveNext() ? learned.Current : throw new InvalidOperationException("A batch forecasts all its series."))];
    }

    private static SeriesForecast Moved(SeriesForecast one, string key, ReadOnlySpan<double> mean)
    {
        var agreed = mean.ToArray();
        return new SeriesForecast(
            key, one.Axis, one.Model, one.Fallback, agreed, one.Levels,
            [.. one.Quantiles.Select(quantile => quantile.Select((value, k) => Math.Max(0, value + agreed[k] - one.Mean[k])).ToArray())]);
    }
}
