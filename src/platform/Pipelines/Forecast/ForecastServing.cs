using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Batches;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast.Hierarchies;

namespace Kirana.Pipelines.Forecast;

/// <summary>Answers questions about future demand from the shop's current model: <c>kirana forecast</c>. Thread-safe. A server uses
/// <see cref="Serving.ShopServing"/>.</summary>
public sealed class ForecastServing
{
    private readonly IShop _shop;
    private readonly ForecastModels _models;

    private ForecastServing(IShop shop, ForecastModels models)
    {
        _shop = shop;
        _models = models;
    }

    /// <summary>The version that speaks.</summary>
    public ModelVersion Version => _models.Version;

    /// <summary>Loads the current model.</summary>
    /// <param name="shop">The shop, which must stay open.</param>
    /// <exception cref="KeyNotFoundException">No model was trained yet.</exception>
    /// <exception cref="DataException">The model file is damaged or of another kind.</exception>
    public static ForecastServing Open(IShop shop)
    {
        ArgumentNullException.ThrowIfNull(shop);
        var version = shop.Registry.Current(ForecastTraining.Area) ?? throw new KeyNotFoundException(ForecastTraining.NoModel);
        return new ForecastServing(shop, ForecastModels.Load(shop.Registry, version));
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
        var forecast = _models.Forecast(item, location, horizon, step, levels);
        var history = _shop.Analysis.Demand(new DemandQuery
        {
            Level = location is null ? DemandLevel.Item : DemandLevel.ItemLocation, Step = step, Item = item, Location = location,
        });
        return new ItemForecast(Version, forecast, history.Count > 0 ? history[0] : new TimeSeries(forecast.Key, forecast.Axis, []))
        {
            Uses = _models.UsesOf(location is null ? DemandLevel.Item : DemandLevel.ItemLocation, step),
        };
    }

    /// <summary>Forecasts every series of a level, one after another.</summary>
    /// <param name="level">Items and items by location speak from the model; categories, locations and the total are learned from their
    /// own demand at once: up to a hundred by automatic choice, more by the model's recipe.</param>
    /// <param name="horizon">As in <see cref="Forecast"/>.</param>
    /// <param name="step">As in <see cref="Forecast"/>.</param>
    /// <param name="levels">As in <see cref="Forecast"/>.</param>
    /// <param name="context">Threads and cancellation for what is learned; the default if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range; the message says the limits.</exception>
    public IEnumerable<SeriesForecast> All(
        DemandLevel level, int? horizon = null, Step step = Step.Day, IReadOnlyList<double>? levels = null, FitContext? context = null)
    {
        ForecastModels.CheckHorizon(horizon);
        var model = level is DemandLevel.Item or DemandLevel.ItemLocation ? _models.Of(level, step) : Learn(level, step, context ?? FitContext.Default);
        return _models.All(model, new ForecastScope(level, step), horizon, levels);
    }

    /// <summary>Forecasts every series of a level and of all it adds up to, so that each sum is the sum of its parts.</summary>
    /// <param name="level">The finest level: items add up to categories and the total, items by location also to locations and items.</param>
    /// <param name="horizon">As in <see cref="Forecast"/>.</param>
    /// <param name="step">As in <see cref="Forecast"/>.</param>
    /// <param name="levels">As in <see cref="Forecast"/>.</param>
    /// <param name="context">Threads and cancellation; the default if <see langword="null"/>.</param>
    /// <returns>The forecasts, coarse levels before fine.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range; the message says the limits.</exception>
    public IReadOnlyList<LevelForecast> Coherent(
        DemandLevel level, int? horizon = null, Step step = Step.Day, IReadOnlyList<double>? levels = null, FitContext? context = null) =>
        CoherentServing.Of(_shop, _models, level, step, [.. All(level, horizon, step, levels, context)], context ?? FitContext.Default);

    private BatchModel Learn(DemandLevel level, Step step, FitContext context)
    {
        ForecastModels.CheckStep(step);
        var series = _shop.Analysis.Demand(new DemandQuery { Level = level, Step = step });
        return _models.Recipe.ForSums(series.Count).Batch(level, step, series).Fit(_models.Usual(series, new ForecastScope(level, step)), context);
    }
}
