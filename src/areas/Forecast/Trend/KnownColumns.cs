using Kirana.Data.Series;
using Kirana.Forecast.Covariates;

namespace Kirana.Forecast.Trend;

/// <summary>Columns known ahead of time, such as holidays and prices, for steps of the past and the future. Immutable and thread-safe.</summary>
public sealed class KnownColumns
{
    private readonly double[] _values;

    /// <summary>Makes columns; the values are copied.</summary>
    /// <param name="axis">The first step and the kind of step. Series of the same step find their rows by time, so one table serves many.</param>
    /// <param name="names">The columns' names, at least one, distinct.</param>
    /// <param name="values">The values, (steps × columns), row-major; NaN where unknown, which counts as the column's usual value.</param>
    /// <exception cref="ArgumentException">There is no column, a name occurs twice, or the values do not fill whole rows.</exception>
    public KnownColumns(TimeAxis axis, IReadOnlyList<string> names, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0 || names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw new ArgumentException("At least one column is expected, and no name twice.", nameof(names));
        if (values.Length % names.Count != 0)
            throw new ArgumentException($"{values.Length} values do not fill rows of {names.Count} columns.", nameof(values));
        Axis = axis;
        Names = [.. names];
        _values = values.ToArray();
    }

    /// <summary>The columns of a table of covariates, such as those of <see cref="Calendars.HolidayCalendar.Covariates"/>; static ones tell one series from
    /// another and are left out.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="Data.DataException"><c>future-value</c>: a column is known only after the fact, so the horizon has none.</exception>
    /// <exception cref="ArgumentException">No column is left.</exception>
    public static KnownColumns Of(CovariateTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string[] names = [.. table.Covariates.Where(one => one.Kind != CovariateKind.Static).Select(one => one.Name)];
        var values = new double[(table.History + table.Horizon) * names.Length];
        for (var column = 0; column < names.Length; column++)
        {
            // Refuses what the horizon has not.
            table.Ahead(names[column]);
            var all = table.Column(names[column]);
            for (var step = 0; step < all.Length; step++)
                values[step * names.Length + column] = all[step];
        }

        return new KnownColumns(table.Axis, names, values);
    }

    /// <summary>The first step and the kind of step.</summary>
    public TimeAxis Axis { get; }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of steps.</summary>
    public int Length => _values.Length / Names.Count;

    /// <summary>How many steps after the first row a time lies; negative before it.</summary>
    /// <exception cref="ArgumentException">The step is another.</exception>
    internal long OffsetOf(TimeAxis axis) =>
        axis.Step != Axis.Step
            ? throw new ArgumentException($"The columns have the step {Axis.Step}, the series {axis.Step}; both must be the same.")
            : (axis.Start - Axis.Start) / (axis.Step == Step.Week ? 7 : 1);

    /// <summary>A value; NaN where there is none.</summary>
    internal double At(long row, int column) => row >= 0 && row < Length ? _values[row * Names.Count + column] : double.NaN;
}
