namespace Kirana.Data.Series;

/// <summary>One series of numbers at a regular step, oldest first.</summary>
/// <remarks>Immutable and thread-safe. A missing observation is NaN.</remarks>
public sealed class TimeSeries
{
    private readonly double[] _values;

    /// <summary>Creates a series; the values are copied.</summary>
    /// <param name="key">What the series counts, such as an item's id, or <c>item|location</c>.</param>
    /// <param name="axis">Where it begins and its step.</param>
    /// <param name="values">The observations, oldest first; NaN where missing. May be empty.</param>
    public TimeSeries(string key, TimeAxis axis, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        Axis = axis;
        _values = values.ToArray();
    }

    /// <summary>What the series counts.</summary>
    public string Key { get; }

    /// <summary>Where it begins and its step.</summary>
    public TimeAxis Axis { get; }

    /// <summary>The number of observations.</summary>
    public int Length => _values.Length;

    /// <summary>The observations, oldest first; NaN where missing.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The first observations.</summary>
    /// <param name="length">How many, 0 … <see cref="Length"/>.</param>
    public TimeSeries Head(int length) => new(Key, Axis, _values.AsSpan(0, length));

    /// <summary>The observations from an offset on.</summary>
    /// <param name="offset">0 … <see cref="Length"/>.</param>
    public TimeSeries Tail(int offset) => new(Key, Axis.Shift(offset), _values.AsSpan(offset));
}
