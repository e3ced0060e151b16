using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Numerics.Threading;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>The series of a shop's scopes with what the shop knows of them, one scope after another. Not thread-safe.</summary>
internal sealed class ScopeSplits
{
    private static readonly ForecastScope ItemsByDay = new(DemandLevel.Item, Step.Day);

    private readonly IShop _shop;
    private readonly ForecastRecipe _recipe;
    private readonly IReadOnlyList<TimeSeries> _items;
    private readonly ShopLifts _lifts;
    private (ForecastScope Scope, IReadOnlyList<TimeSeries> Series, ScopeDemand Demand)? _current;

    /// <summary>Reads what the shop knows.</summary>
    /// <exception cref="DataException"><c>nothing-to-forecast</c>: the shop has no demand; <c>unknown-market</c>.</exception>
    public ScopeSplits(IShop shop, ForecastRecipe recipe)
    {
        (_shop, _recipe) = (shop, recipe);
        Inputs = ShopInputs.Read(shop);
        _items = ItemsByDay.Read(shop.Analysis);
        if (_items.Count == 0)
            throw new DataException("The shop has sold nothing, so there is no demand to forecast.")
            {
                Code = "nothing-to-forecast", Hint = "Import purchases first.",
            };
        _lifts = new ShopLifts(Inputs, () => _items);
    }

    /// <summary>What the shop knows.</summary>
    public ShopInputs Inputs { get; }

    /// <summary>The lifts as they are known now, for the days to come.</summary>
    public DayLifts Lifts => _lifts.At(End).From(End);

    private int End => _items[0].Axis.DayOf(_items[0].Length).DayNumber;

    /// <summary>A scope's series, and their split.</summary>
    public (IReadOnlyList<TimeSeries> Series, ForecastSplit Split) Of(ForecastScope scope)
    {
        var series = scope == ItemsByDay ? _items : scope.Read(_shop.Analysis);
        var demand = new ScopeDemand(Inputs, scope.Step, () => scope.Level == DemandLevel.Item ? _items : (scope with { Step = Step.Day }).Read(_shop.Analysis));
        _current = (scope, series, demand);
        return (series, new ForecastSplit(scope, series, _recipe.HorizonOf(scope.Step), demand, _lifts));
    }

    /// <summary>The usual demand of the scope asked for last, to the end.</summary>
    public IReadOnlyList<TimeSeries> Usual(ForecastScope scope, ForecastInputs used, FitContext context)
    {
        if (_current is not { } current || current.Scope != scope)
            throw new InvalidOperationException($"The scope {scope.Name} was not read last.");
        if (used == ForecastInputs.None)
            return current.Series;
        var (usual, lifts) = (new TimeSeries[current.Series.Count], _lifts.At(End));
        Blocks.Run(usual.Length, 64, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var i = start; i < end; i++)
                usual[i] = current.Demand.Usual(current.Series[i], lifts, used);
        });
        return usual;
    }
}
