using Kirana.Data;
using Kirana.Data.Series;

namespace Kirana.Forecast.Covariates;

/// <summary>One covariate of many series, by time. Immutable and thread-safe.</summary>
public sealed class CovariateColumn
{
    private readonly TimeSeries? _shared;
    private readonly IReadOnlyDictionary<string, TimeSeries> _byKey;

    private CovariateColumn(string name, CovariateKind kind, TimeSeries? shared, IReadOnlyDictionary<string, TimeSeries> byKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Kind, _shared, _byKey) = (name, kind, shared, byKey);
    }

    /// <summary>The name, once in a set.</summary>
    public string Name { get; }

    /// <summary>When it is known.</summary>
    public CovariateKind Kind { get; }

    /// <summary>A column that is the same for every series.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="kind">When it is known; of <see cref="CovariateKind.Static"/> the first value counts.</param>
    /// <param name="values">The values; NaN where missing.</param>
    public static CovariateColumn Shared(string name, CovariateKind kind, TimeSeries values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new CovariateColumn(name, kind, values, new Dictionary<string, TimeSeries>(StringComparer.Ordinal));
    }

    /// <summary>A column with values of each series' own.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="kind">When it is known; of <see cref="CovariateKind.Static"/> the first value counts.</param>
    /// <param name="values">The values by the series' keys; NaN where missing.</param>
    public static CovariateColumn ByKey(string name, CovariateKind kind, IReadOnlyDictionary<string, TimeSeries> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new CovariateColumn(name, kind, null, values);
    }

    /// <summary>The same column, known at another time.</summary>
    /// <param name="kind">When it is known.</param>
    public CovariateColumn As(CovariateKind kind) => new(Name, kind, _shared, _byKey);

    /// <summary>The values of a series; <see langword="null"/> where there are none.</summary>
    /// <param name="key">The series' key.</param>
    public TimeSeries? Of(string key) => _shared ?? _byKey.GetValueOrDefault(key);

    /// <summary>The values from a step on; NaN where missing.</summary>
    /// <param name="key">The series' key.</param>
    /// <param name="axis">The first step.</param>
    /// <param name="values">One place a step, all of which are written.</param>
    /// <exception cref="DataException"><c>mixed-steps</c>: the column has another step.</exception>
    public void Read(string key, TimeAxis axis, Span<double> values)
    {
        values.Fill(double.NaN);
        if (Of(key) is not { } known)
            return;
        if (Kind == CovariateKind.Static)
        {
            values.Fill(known.Length > 0 ? known.Values[0] : double.NaN);
            return;
        }

        if (known.Axis.Step != axis.Step)
            throw new DataException($"The covariate '{Name}' has the step {known.Axis.Step}, the series '{key}' {axis.Step}; both must be the same.") { Code = "mixed-steps", Column = Name };
        var offset = (axis.Start - known.Axis.Start) / (axis.Step == Step.Week ? 7 : 1);
        for (var t = Math.Max(0, -offset); t < values.Length && offset + t < known.Length; t++)
            values[(int)t] = known.Values[(int)(offset + t)];
    }
}
