using Kirana.Data.Series;

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
