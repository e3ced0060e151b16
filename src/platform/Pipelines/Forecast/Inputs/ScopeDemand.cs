using Kirana.Data.Series;
using Kirana.Forecast;
using Kirana.Forecast.Demand;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>What series of a scope would have sold on usual days with stock, and what forecasts of such demand mean for days that are not usual.</summary>
/// <remarks>Sales are divided by the lifts; those of days on which stock ran out become the demand behind them; so any learner sees usual demand. Its
/// forecasts are multiplied by the lifts of the days ahead. A day that sells next to nothing, as when the shop is shut, is taken as missing.
/// Weeks are told by their days.</remarks>
internal sealed class ScopeDemand
{
    private const int Week = 7;

    // Below, dividing would make much of noise.
    private const double LeastFactor = 0.2;

    private readonly ShopInputs _inputs;
    private readonly Lazy<Dictionary<string, TimeSeries>> _days;

    /// <summary>Creates the demand of a scope.</summary>
    /// <param name="inputs">What the shop knows.</param>
    /// <param name="step">Day or week.</param>
    /// <param name="days">The scope's series by day; asked for only where weeks need them.</param>
    public ScopeDemand(ShopInputs inputs, Step step, Func<IReadOnlyList<TimeSeries>> days)
    {
        _inputs = inputs;
        Step = step;
        _days = new(() => days().ToDictionary(one => one.Key, StringComparer.Ordinal));
    }

    /// <summary>Day or week.</summary>
    public Step Step { get; }

    /// <summary>Usual demand.</summary>
    /// <param name="sold">What was sold.</param>
    /// <param name="lifts">The lifts.</param>
    /// <param name="used">What is used.</param>
    public TimeSeries Usual(TimeSeries sold, DayLifts lifts, ForecastInputs used)
    {
        var usual = WithoutLifts(sold, lifts, used);
        if (!used.HasFlag(ForecastInputs.StockOuts) || _inputs.StockOutsOf(sold.Key).Count == 0)
            return usual;
        if (Step == Step.Day)
            return Unconstrained(usual);
        if (!_days.Value.TryGetValue(sold.Key, out var days))
            return usual;
        // What a day without stock would have sold beyond what it did is told by days like it, so weeks get it from their days.
        var until = (int)Math.Clamp(sold.Axis.DayOf(sold.Length).DayNumber - days.Axis.Start, 0, days.Length);
        var before = WithoutLifts(days.Head(until), lifts, used);
        var after = Unconstrained(before);
        var weeks = usual.Values.ToArray();
        for (var t = 0; t < until; t++)
        {
            var place = before.Axis.DayOf(t).DayNumber - sold.Axis.Start;
            var lacked = after.Values[t] - before.Values[t];
            if (place >= 0 && place / Week < weeks.Length && double.IsFinite(lacked))
                weeks[place / Week] += lacked;
        }

        return new TimeSeries(sold.Key, sold.Axis, weeks);
    }

    /// <summary>Demand divided by what lifts it.</summary>
    /// <param name="demand">The demand.</param>
    /// <param name="lifts">The lifts.</param>
    /// <param name="used">What is used.</param>
    public static TimeSeries WithoutLifts(TimeSeries demand, DayLifts lifts, ForecastInputs used)
    {
        if ((used & (ForecastInputs.Holidays | ForecastInputs.Offers)) == ForecastInputs.None)
            return demand;
        var usual = demand.Values.ToArray();
        for (var t = 0; t < usual.Length; t++)
        {
            var factor = Factor(lifts, demand.Key, demand.Axis, t, used);
            usual[t] = factor >= LeastFactor ? usual[t] / factor : double.NaN;
        }

        return new TimeSeries(demand.Key, demand.Axis, usual);
    }

    /// <summary>What a forecast of usual demand means for the days it is for.</summary>
    /// <param name="usual">The forecast.</param>
    /// <param name="lifts">The lifts.</param>
    /// <param name="used">What is used.</param>
    public static SeriesForecast Lifted(SeriesForecast usual, DayLifts lifts, ForecastInputs used)
    {
        if ((used & (ForecastInputs.Holidays | ForecastInputs.Offers)) == ForecastInputs.None)
            return usual;
        var factors = new double[usual.Horizon];
        var fallback = usual.Fallback;
        for (var k = 0; k < factors.Length; k++)
            factors[k] = Factor(lifts, usual.Key, usual.Axis, k, used);
        if (used.HasFlag(ForecastInputs.Holidays) && !DayLifts.IsKnown(usual.Axis.DayOf(usual.Horizon + DayLifts.Before)))
            fallback = $"{(fallback is null ? "" : fallback + " ")}Holidays are known to {Kirana.Forecast.Calendars.HolidayCalendar.LastYear}; later days are forecast as usual ones.";
        double[] Times(double[] values) => [.. values.Select((value, k) => value * factors[k])];
        return new SeriesForecast(usual.Key, usual.Axis, usual.Model, fallback, Times(usual.Mean), usual.Levels, [.. usual.Quantiles.Select(Times)]);
    }

    /// <summary>Whether a step is a holiday or near one, as a <see cref="DayLifts"/> sees it.</summary>
    public bool IsHoliday(TimeAxis axis, int step) => _inputs.Calendar is { } calendar && DaysOf(axis, step).Any(day =>
        Enumerable.Range(-DayLifts.Before, DayLifts.Before + DayLifts.After + 1).Select(distance => day.AddDays(-distance))
            .Any(festive => DayLifts.IsKnown(festive) && calendar.On(festive).Length > 0));

    /// <summary>Whether a promotion of a series runs in a step.</summary>
    public bool IsPromoted(string key, TimeAxis axis, int step)
    {
        var offers = _inputs.OffersOf(key);
        return offers.Count > 0 && DaysOf(axis, step).Any(day => offers.LastOrDefault(offer => offer.From <= day) is { IsPromoted: true });
    }

    /// <summary>What came, without the steps in which stock ran out: what would have been sold then is not known.</summary>
    public double[] Known(string key, TimeAxis axis, ReadOnlySpan<double> came)
    {
        var known = came.ToArray();
        var stockOuts = _inputs.StockOutsOf(key);
        for (var t = 0; t < known.Length && stockOuts.Count > 0; t++)
            if (DaysOf(axis, t).Any(day => stockOuts.Contains(day.DayNumber)))
                known[t] = double.NaN;
        return known;
    }

    /// <summary>The demand behind the sales of days.</summary>
    private TimeSeries Unconstrained(TimeSeries days)
    {
        var stockOuts = _inputs.StockOutsOf(days.Key);
        var flags = new bool[days.Length];
        for (var t = 0; t < flags.Length; t++)
            flags[t] = stockOuts.Contains(days.Axis.DayOf(t).DayNumber);
        return flags.Contains(true) ? new CensoredDemand { Season = Week }.Unconstrain(days, flags).Series : days;
    }

    private static double Factor(DayLifts lifts, string key, TimeAxis axis, int step, ForecastInputs used)
    {
        if (axis.Step == Step.Day)
            return lifts.FactorOf(key, axis.DayOf(step), used);
        var (sum, shares) = (0.0, 0.0);
        foreach (var day in DaysOf(axis, step))
        {
            var share = lifts.Weekdays[(int)day.DayOfWeek];
            (sum, shares) = (sum + share * lifts.FactorOf(key, day, used), shares + share);
        }

        return shares > 0 ? sum / shares : 1;
    }

    private static IEnumerable<DateOnly> DaysOf(TimeAxis axis, int step)
    {
        var end = axis.DayOf(step + 1);
        for (var day = axis.DayOf(step); day < end; day = day.AddDays(1))
            yield return day;
    }
}
