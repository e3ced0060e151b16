namespace Kirana.Forecast.Hierarchy;

/// <summary>Numbers of several series at the same steps: one row a series, oldest step first. Safe to read from several threads.</summary>
public sealed class SeriesMatrix
{
    private readonly double[] _values;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="series">Rows, at least 0.</param>
    /// <param name="steps">Columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or their product is more than an array holds.</exception>
    public SeriesMatrix(int series, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(series);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if ((long)series * steps > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, $"{series} series of so many steps are more than the {Array.MaxLength} numbers that an array holds.");
        (Series, Steps) = (series, steps);
        _values = new double[series * steps];
    }

    /// <summary>The number of series.</summary>
    public int Series { get; }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>One number.</summary>
    /// <param name="series">The row.</param>
    /// <param name="step">The column.</param>
    public double this[int series, int step]
    {
        get => Row(series)[step];
        set => Row(series)[step] = value;
    }

    /// <summary>All numbers, series after series.</summary>
    public Span<double> Values => _values;

    /// <summary>The numbers of one series.</summary>
    /// <param name="series">The row.</param>
    public Span<double> Row(int series) => _values.AsSpan(series * Steps, Steps);

    /// <summary>The numbers of several series, one after another.</summary>
    internal Span<double> Rows(int first, int count) => _values.AsSpan(first * Steps, count * Steps);
}
