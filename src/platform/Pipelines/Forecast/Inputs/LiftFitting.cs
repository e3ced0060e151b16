using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>Learns the lifts of holidays and offers from what was sold until a day.</summary>
internal static class LiftFitting
{
    private const int Week = 7;

    /// <summary>Learns.</summary>
    /// <param name="inputs">What the shop knows.</param>
    /// <param name="items">The demand of every item by day; all end on the same day.</param>
    /// <param name="until">The number of the first day that is not known; what was sold from it on is not looked at.</param>
    public static DayLifts Learn(ShopInputs inputs, IReadOnlyList<TimeSeries> items, int until)
    {
        var total = Total(items, until);
        var weekdays = Weekdays(total);
        var holidays = inputs.Calendar is { } calendar ? HolidayFitting.Learn(total, calendar) : [];
        var known = inputs.Offered.ToDictionary(key => key, key => OfferFitting.Known(inputs.OffersOf(key), until), StringComparer.Ordinal);
        var fitting = new OfferFitting(weekdays);
        foreach (var item in items)
            if (known.TryGetValue(item.Key, out var offers))
                fitting.Add(item.Head((int)Math.Clamp(until - item.Axis.Start, 0, item.Length)), offers, inputs.StockOutsOf(item.Key));
        var (promotion, elasticity) = fitting.Learn();
        var steps = known.Where(one => one.Value.Count > 0).ToDictionary(one => one.Key, one => new OfferSteps(
            [.. one.Value.Select(step => step.Day)], [.. one.Value.Select(step => (step.Promoted ? promotion : 0) + elasticity * step.Price)]), StringComparer.Ordinal);
        return new DayLifts(inputs.Calendar, holidays, weekdays, steps, elasticity, promotion);
    }

    private static TimeSeries Total(IReadOnlyList<TimeSeries> items, int until)
    {
        var first = items.Count == 0 ? until : Math.Min(until, items.Min(item => item.Axis.Start));
        var sums = new double[until - first];
        foreach (var item in items)
            for (var (t, at) = (0, (int)(item.Axis.Start - first)); t < item.Length && at < sums.Length; t++, at++)
                sums[at] += double.IsFinite(item.Values[t]) ? item.Values[t] : 0;
        return new TimeSeries("total", new TimeAxis(Step.Day, first), sums);
    }

    /// <summary>The mean of each weekday over that of all days; 1 where nothing was sold.</summary>
    private static double[] Weekdays(TimeSeries total)
    {
        var (sums, counts) = (new double[Week], new int[Week]);
        for (var t = 0; t < total.Length; t++)
        {
            var weekday = (int)total.Axis.DayOf(t).DayOfWeek;
            sums[weekday] += total.Values[t];
            counts[weekday]++;
        }

        var mean = sums.Sum() / Math.Max(1, total.Length);
        return [.. sums.Select((sum, weekday) => mean > 0 && counts[weekday] > 0 ? sum / counts[weekday] / mean : 1)];
    }
}
