using Kirana.Data.Series;

namespace Kirana.Forecast.Demand;

/// <summary>The steps before a product was first sold: it may not have been on offer, and they say nothing of its demand.</summary>
public static class LeadingZeros
{
    /// <summary>The steps before the first that is neither zero nor missing; 0 for a series that has none.</summary>
    /// <param name="values">The observations, oldest first; NaN where missing.</param>
    public static int Count(ReadOnlySpan<double> values)
    {
        for (var t = 0; t < values.Length; t++)
            if (double.IsFinite(values[t]) && values[t] != 0)
                return t;
        return 0;
    }

    /// <summary>The series from its first sale on; a series without one as it is.</summary>
    /// <param name="series">The series.</param>
    public static TimeSeries Trim(TimeSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Count(series.Values) is var count and > 0 ? series.Tail(count) : series;
    }
}
