using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>The lifts of a shop as they were learned at different times. Thread-safe.</summary>
/// <param name="inputs">What the shop knows.</param>
/// <param name="items">Reads the demand of every item by day; asked for each time that is new.</param>
internal sealed class ShopLifts(ShopInputs inputs, Func<IReadOnlyList<TimeSeries>> items)
{
    private readonly Dictionary<int, DayLifts> _known = [];

    /// <summary>The lifts that were known at a time.</summary>
    /// <param name="until">The number of the first day that is not known.</param>
    public DayLifts At(int until)
    {
        lock (_known)
            return _known.TryGetValue(until, out var lifts) ? lifts : _known[until] = LiftFitting.Learn(inputs, items(), until);
    }
}
