using Kirana.Data;
using Kirana.Data.Series;

namespace Kirana.Forecast.Covariates;

/// <summary>Columns beside a series, step by step with it, as far as they are known at the end of its history.</summary>
/// <remarks>Immutable and thread-safe. A value that could not be known when the forecast is made is refused, never dropped in silence.</remarks>
public sealed class CovariateTable
{
    private readonly Dictionary<string, double[]> _columns = new(StringComparer.Ordinal);
    private readonly Covariate[] _covariates;

    /// <summary>Creates a table; the values are copied.</summary>
    /// <param name="axis">The series' axis.</param>
    /// <param name="history">Steps that have been, at least 0.</param>
    /// <param name="horizon">Steps to come, at least 0.</param>
    /// <param name="covariates">The columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is negative.</exception>
    /// <exception cref="DataException"><c>duplicate-column</c>; <c>bad-length</c>; <c>bad-value</c>: a value is infinite, or one known ahead is missing
    /// from the horizon; <c>future-value</c>: one known only after the fact stands in the horizon, or became known there. Names column, row and time.</exception>
    public CovariateTable(TimeAxis axis, int history, int horizon, params IReadOnlyList<Covariate> covariates)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(history);
        ArgumentOutOfRangeException.ThrowIfNegative(horizon);
        ArgumentNullException.ThrowIfNull(covariates);
        (Axis, History, Horizon, _covariates) = (axis, history, horizon, [.. covariates]);
        foreach (var covariate in _covariates)
        {
            CheckLength(covariate);
            for (var step = 0; step < covariate.Values.Count; step++)
                CheckValue(covariate, step);
            if (!_columns.TryAdd(covariate.Name, Fill(covariate)))
                throw new DataException($"The covariate '{covariate.Name}' is there twice; expected once.") { Code = "duplicate-column", Column = covariate.Name };
        }
    }

    /// <summary>The series' axis.</summary>
    public TimeAxis Axis { get; }

    /// <summary>Steps that have been.</summary>
    public int History { get; }

    /// <summary>Steps to come.</summary>
    public int Horizon { get; }

    /// <summary>The columns, in the order given.</summary>
    public IReadOnlyList<Covariate> Covariates => _covariates;

    /// <summary>Creates the table of a series.</summary>
    /// <param name="series">The series: its steps are the history.</param>
    /// <param name="horizon">Steps to come, at least 0.</param>
    /// <param name="covariates">The columns.</param>
    /// <inheritdoc cref="CovariateTable(TimeAxis, int, int, IReadOnlyList{Covariate})" path="/exception"/>
    public static CovariateTable For(TimeSeries series, int horizon, params IReadOnlyList<Covariate> covariates)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new CovariateTable(series.Axis, series.Length, horizon, covariates);
    }

    /// <summary>A column's values: <see cref="History"/> + <see cref="Horizon"/> of them. NaN where missing, and in the horizon of one known only after the fact.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public ReadOnlySpan<double> Column(string name) => Find(name);

    /// <summary>A column's values in the horizon.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="DataException"><c>future-value</c>: the column is known only after the fact.</exception>
    public ReadOnlySpan<double> Ahead(string name)
    {
        var column = Find(name);
        if (Horizon > 0 && KindOf(name) == CovariateKind.PastOnly)
            throw Bad("future-value", name, History, "is known only after the fact; expected one known ahead", "Forecast it first, or use its past only.");
        return column.AsSpan(History);
    }

    /// <summary>One value.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="step">The step, from 0 for the series' first to <see cref="History"/> + <see cref="Horizon"/> − 1.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public double At(string name, int step)
    {
        var column = Find(name);
        return (uint)step < (uint)column.Length
            ? column[step]
            : throw new ArgumentOutOfRangeException(nameof(step), step, $"The table has steps from 0 to {column.Length - 1}.");
    }

    /// <summary>When a column is known.</summary>
    /// <param name="name">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public CovariateKind KindOf(string name)
    {
        Find(name);
        return Array.Find(_covariates, one => string.Equals(one.Name, name, StringComparison.Ordinal))!.Kind;
    }

    /// <summary>The table as it was at an earlier time, for a backtest: what was not known then is missing.</summary>
    /// <param name="history">Steps that had been then, 0 … <see cref="History"/>.</param>
    /// <param name="horizon">Steps that were to come, at most as far as this table reaches.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table does not reach so far.</exception>
    public CovariateTable Slice(int history, int horizon)
    {
        if (history < 0 || history > History)
            throw new ArgumentOutOfRangeException(nameof(history), history, $"The table's history has {History} steps.");
        if (horizon < 0 || horizon > History + Horizon - history)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, $"The table reaches {History + Horizon - history} steps beyond that history.");
        return new CovariateTable(Axis, history, horizon, [.. _covariates.Select(one => one.Kind switch
        {
            CovariateKind.Static => one,
            CovariateKind.KnownAhead => Covariate.KnownAhead(one.Name, [.. one.Values.Take(history + horizon)]),
            _ => Covariate.PastOnly(
                one.Name, [.. one.Values.Take(history).Select((value, step) => one.AsOf[step] < history ? value : double.NaN)], [.. one.AsOf.Take(history)]),
        })]);
    }

    private double[] Fill(Covariate covariate)
    {
        var column = new double[History + Horizon];
        column.AsSpan().Fill(covariate.Kind == CovariateKind.Static ? covariate.Values[0] : double.NaN);
        for (var step = 0; step < covariate.Values.Count && covariate.Kind != CovariateKind.Static; step++)
            column[step] = covariate.Values[step];
        return column;
    }

    private void CheckLength(Covariate covariate)
    {
        var (count, all) = (covariate.Values.Count, History + Horizon);
        var fits = covariate.Kind switch
        {
            CovariateKind.Static => count == 1,
            CovariateKind.KnownAhead => count == all,
            _ => count >= History && count <= all,
        };
        if (!fits)
            throw new DataException($"The covariate '{covariate.Name}', {covariate.Kind}, has {count} values for {History} steps of history and {Horizon} of horizon.")
            {
                Code = "bad-length", Column = covariate.Name, Hint = "Give one value a step, NaN where it is missing.",
            };
    }

    private void CheckValue(Covariate covariate, int step)
    {
        var value = covariate.Values[step];
        if (double.IsInfinity(value) || (double.IsNaN(value) && covariate.Kind == CovariateKind.Static))
            throw Bad("bad-value", covariate.Name, step, $"is {value}; expected a finite number", "Correct the value.");
        if (double.IsNaN(value) && covariate.Kind == CovariateKind.KnownAhead && step >= History)
            throw Bad("bad-value", covariate.Name, step, "is missing from the horizon; expected a number, since it is known ahead", "Give the planned value.");
        if (double.IsNaN(value) || covariate.Kind != CovariateKind.PastOnly)
            return;
        if (step >= History)
            throw Bad("future-value", covariate.Name, step, "is known only after the fact, but stands in the horizon", "Leave it out, or declare the column known ahead if it is planned.");
        if (covariate.AsOf[step] >= History)
            throw Bad("future-value", covariate.Name, step, $"became known in {Axis.Label(covariate.AsOf[step])}, after the history", "Leave it missing.");
    }

    private double[] Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _columns.TryGetValue(name, out var column)
            ? column
            : throw new ArgumentException($"There is no covariate '{name}'; there are {string.Join(", ", _covariates.Select(one => $"'{one.Name}'"))}.", nameof(name));
    }

    private DataException Bad(string code, string name, int step, string what, string hint) =>
        new($"The covariate '{name}' of row {step + 1}, {Axis.Label(step)}, {what}.") { Code = code, Column = name, Row = step + 1, Hint = hint };
}
