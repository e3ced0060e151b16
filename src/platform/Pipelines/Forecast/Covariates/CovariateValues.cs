using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Covariates;

/// <summary>The values of one covariate of one series as they are gathered.</summary>
internal sealed class CovariateValues(string key)
{
    /// <summary>The values; NaN where a line has none.</summary>
    public SeriesRows Rows { get; } = new(key);

    /// <summary>The line of the first.</summary>
    public long FirstRow { get; private set; }

    /// <summary>The first value.</summary>
    public double First { get; private set; }

    /// <summary>The line of the latest value there is.</summary>
    public long LatestRow { get; private set; }

    private long _latest = long.MinValue;

    /// <summary>Adds a value.</summary>
    public void Add(long at, double value, long row)
    {
        if (Rows.Count == 0)
            (FirstRow, First) = (row, value);
        Rows.Add(at, value, row);
        if (!double.IsNaN(value) && at >= _latest)
            (_latest, LatestRow) = (at, row);
    }
}
