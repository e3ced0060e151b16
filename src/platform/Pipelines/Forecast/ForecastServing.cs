using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast;

/// <summary>Answers questions about future demand from the shop's current model: <c>kirana forecast</c>. Thread-safe.</summary>
public sealed class ForecastServing
{
    private static readonly double[] DefaultLevels = [0.1, 0.5, 0.9];

    private readonly IShop _shop;
    private readonly ForecastRecipe _recipe;
    private readonly Dictionary<string, BatchModel> _models;

    private ForecastServing(IShop shop, ModelVersion version, ForecastRecipe recipe, Dictionary<string, BatchModel> models)
    {
        _shop = shop;
        Version = version;
        _recipe = recipe;
        _models = models;
    }

    /// <summary>The version that speaks.</summary>
    public ModelVersion Version { get; }

    /// <summary>Loads the current model.</summary>
    /// <param name="shop">The shop, which must stay open.</param>
    /// <exception cref="KeyNotFoundException">No model was trained yet.</exception>
    /// <exception cref="DataException">The model file is damaged or of another kind.</exception>
    public static ForecastServing Open(IShop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var version = shop.Registry.Current(ForecastTraining.Area)
            ?? throw new KeyNotFoundException("The shop has no forecast model yet; run 'kirana train forecast'.");
        using var reader = shop.Registry.Open(version);
        reader.Expect(ForecastTraining.FileKind, ForecastTraining.FileVersion);
        var models = ForecastScope.All.ToDictionary(scope => scope.Name, scope => BatchModel.Load(reader.Part(scope.Name)), StringComparer.Ordinal);
        return new ForecastServing(shop, version, ForecastRecipe.FromJson(reader.Options) ?? new ForecastRecipe(), models);
    }

    /// <summary>Forecasts one item's demand.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all locations together by default.</param>
    /// <param name="horizon">Steps ahead, 1 to <see cref="BatchModel.LongestHorizon"/>; by default what the model is calibrated for.</param>
    /// <param name="step"><see cref="Step.Day"/> (default) or <see cref="Step.Week"/>.</param>
    /// <param name="levels">The quantiles' levels, ascending, from 0.025 to 0.975; 0.1, 0.5 and 0.9 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range; the message says the limits.</exception>
    /// <exception cref="KeyNotFoundException">The model knows no such item or location; the message names the nearest.</exception>
    public ItemForecast Forecast(string item, string? location = null, int? horizon = null, Step step = Step.Day, IReadOnlyList<double>? levels = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        var level = location is null ? DemandLevel.Item : DemandLevel.ItemLocation;
        var model = Model(level, step);
        CheckHorizon(horizon);
        if (!model.Keys.TryGetIndex(location is null ? item : $"{item}|{location}", out var index))
            throw Unknown(item, location, step);
        var forecast = model.Forecast(index, horizon ?? model.CalibratedHorizon, [.. levels ?? DefaultLevels]);
        var history = _shop.Analysis.Demand(new DemandQuery { Level = level, Step = step, Item = item, Location = location });
        return new ItemForecast(Version, forecast, history.Count > 0 ? history[0] : new TimeSeries(forecast.Key, forecast.Axis, []));
    }

    /// <summary>Forecasts every series of a level, one after another.</summary>
    /// <param name="level">Items and items by location speak from the model; categories, locations and the total are learned from their
    /// own demand at once, by the model's recipe.</param>
    /// <param name="horizon">As in <see cref="Forecast"/>.</param>
    /// <param name="step">As in <see cref="Forecast"/>.</param>
    /// <param name="levels">As in <see cref="Forecast"/>.</param>
    /// <param name="context">Threads and cancellation for what is learned; the default if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range; the message says the limits.</exception>
    public IEnumerable<SeriesForecast> All(
        DemandLevel level, int? horizon = null, Step step = Step.Day, IReadOnlyList<double>? levels = null, FitContext? context = null)
    {
        CheckHorizon(horizon);
        var model = level is DemandLevel.Item or DemandLevel.ItemLocation ? Model(level, step) : Learn(level, step, context ?? FitContext.Default);
        return Each(model, horizon ?? model.CalibratedHorizon, [.. levels ?? DefaultLevels]);

        static IEnumerable<SeriesForecast> Each(BatchModel model, int horizon, double[] levels)
        {
            for (var i = 0; i < model.Count; i++)
                yield return model.Forecast(i, horizon, levels);
        }
    }

    private BatchModel Learn(DemandLevel level, Step step, FitContext context)
    {
        CheckStep(step);
        var series = _shop.Analysis.Demand(new DemandQuery { Level = level, Step = step });
        return _recipe.Batch(level, step, series).Fit(series, context);
    }

    private BatchModel Model(DemandLevel level, Step step)
    {
        CheckStep(step);
        return _models[new ForecastScope(level, step).Name];
    }

    private static void CheckStep(Step step)
    {
        if (step is not (Step.Day or Step.Week))
            throw new ArgumentOutOfRangeException(nameof(step), step, "A shop's demand is forecast by day or by week.");
    }

    private static void CheckHorizon(int? horizon)
    {
        if (horizon is < 1 or > BatchModel.LongestHorizon)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"A horizon has 1 to {BatchModel.LongestHorizon} steps.");
    }

    private KeyNotFoundException Unknown(string item, string? location, Step step)
    {
        var items = Model(DemandLevel.Item, step).Keys;
        if (location is null || !items.TryGetIndex(item, out _))
            return new KeyNotFoundException(NearMatches.Message("item", item, items.Ids));
        var locations = Model(DemandLevel.ItemLocation, step).Keys.Ids
            .Where(key => key.StartsWith(item + "|", StringComparison.Ordinal)).Select(key => key[(item.Length + 1)..]).ToArray();
        return new KeyNotFoundException(NearMatches.Message($"location with sales of the item '{item}'", location, locations));
    }
}
