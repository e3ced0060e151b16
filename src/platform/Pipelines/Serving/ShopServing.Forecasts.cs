using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Operate.Stores;
using Kirana.Pipelines.Forecast;
using Kirana.Pipelines.Forecast.Inputs;

namespace Kirana.Pipelines.Serving;

/// <content>Forecasts and how good they are.</content>
public sealed partial class ShopServing
{
    private readonly Lock _knowing = new();
    private (ServingSnapshot Of, ShopInputs Inputs, ShopLifts Lifts)? _known;

    /// <summary>One item's future demand, by the model alone: no record is read.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all together if <see langword="null"/>.</param>
    /// <param name="horizon">Steps ahead; what the model is calibrated for if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <param name="levels">The quantiles' levels, ascending; 0.1, 0.5, 0.9 if <see langword="null"/>.</param>
    /// <exception cref="KeyNotFoundException">There is no model (the message says how to get one), or it knows no such item or location.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon, the step or a level is out of range.</exception>
    /// <exception cref="ArgumentException">The levels do not ascend.</exception>
    public ServedForecast Forecast(string item, string? location = null, int? horizon = null, Step step = Step.Day, IReadOnlyList<double>? levels = null)
    {
        var models = Models();
        return new ServedForecast(item, location, models.Label, step, models.Forecast(item, location, horizon, step, levels))
        {
            Uses = models.UsesOf(location is null ? DemandLevel.Item : DemandLevel.ItemLocation, step),
        };
    }

    /// <summary>One item's demand as it was, up to the last event.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all together if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <exception cref="KeyNotFoundException">The shop never sold such an item there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is neither day nor week.</exception>
    public TimeSeries Demand(string item, string? location = null, Step step = Step.Day)
    {
        ArgumentNullException.ThrowIfNull(item);
        ForecastModels.CheckStep(step);
        var cards = _snapshot.Records.Cards;
        if (!cards.Knows(item))
            throw cards.Unknown(item);
        var series = Shop.Analysis.Demand(new DemandQuery
        {
            Level = location is null ? DemandLevel.Item : DemandLevel.ItemLocation, Step = step, Item = item, Location = location,
        });
        return series.Count > 0
            ? series[0]
            : throw new KeyNotFoundException(location is null ? $"The item '{item}' was never sold." : $"The item '{item}' was never sold in '{location}'.");
    }

    /// <summary>How one item would have been forecast.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="location">The location's id; all together if <see langword="null"/>.</param>
    /// <param name="step">Day or week.</param>
    /// <exception cref="KeyNotFoundException">There is no model, or the shop never sold such an item there.</exception>
    /// <exception cref="DataException">The series is too short to hold anything out (<c>short-series</c>).</exception>
    public SeriesBacktest Backtest(string item, string? location = null, Step step = Step.Day)
    {
        var models = Models();
        var scope = new ForecastScope(location is null ? DemandLevel.Item : DemandLevel.ItemLocation, step);
        var history = Demand(item, location, step);
        var (inputs, lifts) = Known();
        var demand = new ScopeDemand(inputs, step, () => [step == Step.Day ? history : Demand(item, location)]);
        return BacktestJob.Run(models.Recipe, scope, history, models.InputsOf(scope), demand, lifts);
    }

    /// <summary>How well items were forecast, by slices, with the worst of them.</summary>
    /// <param name="step">Day or week.</param>
    /// <exception cref="KeyNotFoundException">There is no model, or it was trained before such figures were kept.</exception>
    public ForecastAccuracy Accuracy(Step step = Step.Day)
    {
        var snapshot = _snapshot;
        var models = Models();
        var scores = models.ScoresOf(DemandLevel.Item, step)
            ?? throw new KeyNotFoundException("This forecast model was trained before held-out scores were kept; run 'kirana train forecast'.");
        return AccuracyAnswer.Of(step, scores, models.ScoresOf(DemandLevel.ItemLocation, step), snapshot.Records.Cards);
    }

    /// <summary>Locations with sales of an item, the best first.</summary>
    /// <param name="item">The item's id.</param>
    public IReadOnlyList<SearchMatch> LocationsOf(string item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (!_snapshot.Records.Cards.Knows(item))
            return [];
        // The key is item|location; sales without a location have nothing behind the mark.
        return [.. Shop.Analysis.Demand(new DemandQuery { Level = DemandLevel.ItemLocation, Item = item })
            .Select(series => new SearchMatch(series.Key[(item.Length + 1)..], "", (long)ForecastSplit.Units(series.Values)))
            .Where(location => location.Id.Length > 0)
            .OrderByDescending(location => location.Weight).ThenBy(location => location.Id, StringComparer.Ordinal)];
    }

    /// <summary>What the shop knows of its demand, read once for a snapshot: a page asks for many backtests.</summary>
    private (ShopInputs Inputs, ShopLifts Lifts) Known()
    {
        var snapshot = _snapshot;
        lock (_knowing)
        {
            if (_known is not { } known || !ReferenceEquals(known.Of, snapshot))
            {
                var inputs = ShopInputs.Read(Shop);
                _known = known = (snapshot, inputs, new ShopLifts(inputs, () => new ForecastScope(DemandLevel.Item, Step.Day).Read(Shop.Analysis)));
            }

            return (known.Inputs, known.Lifts);
        }
    }

    private ForecastModels Models()
    {
        var snapshot = _snapshot;
        return snapshot.Forecasts ?? throw new KeyNotFoundException(
            snapshot.State.Problems.FirstOrDefault(problem => problem.Area is ForecastTraining.Area)?.Message ?? ForecastTraining.NoModel);
    }
}
