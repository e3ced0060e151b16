using Kirana.Forecast.Calendars;
using Kirana.Numerics.Kernels;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>By how much holidays, prices and promotions lift the demand of a day over the usual, as logarithms that add up. Immutable and thread-safe.</summary>
/// <remarks>Demand of a day = usual demand × exp(holidays + offer), the log-linear model of Wittink, Addona, Hawkes and Porter, "SCAN*PRO: the
/// estimation, validation and use of promotional effects based on scanner data" (1988). Holidays lift everything the shop sells alike; elasticities
/// are common to all items. What single series tell of such rare days is too little.</remarks>
internal sealed partial class DayLifts
{
    /// <summary>Days before a holiday that have a lift of their own.</summary>
    public const int Before = 3;

    /// <summary>Days after a holiday, likewise.</summary>
    public const int After = 1;

    private readonly Dictionary<(string Name, int Distance), double> _holidays;
    private readonly Dictionary<string, OfferSteps> _offers;

    /// <summary>Makes lifts of what was learned.</summary>
    /// <param name="calendar">The market's holidays; <see langword="null"/> for none.</param>
    /// <param name="holidays">The lift of each holiday at each distance in days, those of 0 left out.</param>
    /// <param name="weekdays">The share of an average day that each weekday sells, Sunday first.</param>
    /// <param name="offers">The lift of each series' offers.</param>
    /// <param name="priceElasticity">The lift of a price e times the usual.</param>
    /// <param name="promotion">The lift of a promotion.</param>
    public DayLifts(
        HolidayCalendar? calendar, Dictionary<(string Name, int Distance), double> holidays, double[] weekdays, Dictionary<string, OfferSteps> offers,
        double priceElasticity, double promotion)
    {
        (Calendar, _holidays, Weekdays, _offers) = (calendar, holidays, weekdays, offers);
        (PriceElasticity, Promotion) = (priceElasticity, promotion);
    }

    /// <summary>The market's holidays.</summary>
    public HolidayCalendar? Calendar { get; }

    /// <summary>The share of an average day that each weekday sells, Sunday first.</summary>
    public double[] Weekdays { get; }

    /// <summary>The lift of a price e times the usual.</summary>
    public double PriceElasticity { get; }

    /// <summary>The lift of a promotion.</summary>
    public double Promotion { get; }

    /// <summary>The holidays with a lift, with their distance in days, the greatest lift first.</summary>
    public IReadOnlyList<(string Name, int Distance, double Log)> Holidays => [.. _holidays
        .OrderByDescending(one => Math.Abs(one.Value)).ThenBy(one => one.Key.Name, StringComparer.Ordinal).ThenBy(one => one.Key.Distance)
        .Select(one => (one.Key.Name, one.Key.Distance, one.Value))];

    /// <summary>Whether the calendar's rules hold on a day.</summary>
    public static bool IsKnown(DateOnly day) => day.Year is >= HolidayCalendar.FirstYear and <= HolidayCalendar.LastYear;

    /// <summary>The factor of a day.</summary>
    /// <param name="key">The series.</param>
    /// <param name="day">The day; one beyond the calendar is no holiday.</param>
    /// <param name="used">What is used of holidays and offers.</param>
    public double FactorOf(string key, DateOnly day, ForecastInputs used)
    {
        var log = 0.0;
        if (used.HasFlag(ForecastInputs.Holidays) && _holidays.Count > 0)
            for (var distance = -Before; distance <= After; distance++)
            {
                var festive = day.AddDays(-distance);
                if (!IsKnown(festive))
                    continue;
                foreach (var holiday in Calendar!.On(festive))
                    log += _holidays.GetValueOrDefault((holiday.Name, distance));
            }

        if (used.HasFlag(ForecastInputs.Offers) && (_offers.TryGetValue(key, out var steps)
            || (key.IndexOf('|', StringComparison.Ordinal) is > 0 and var mark && _offers.TryGetValue(key[..mark], out steps))))
            log += steps.At(day.DayNumber);
        return log == 0 ? 1 : Elementary.Exp(log);
    }
}
