namespace Kirana.Data.Tables;

/// <summary>A column of numbers in single or double precision; NaN where missing. Immutable and thread-safe.</summary>
public sealed class NumberColumn : Column
{
    private readonly float[] _singles = [];
    private readonly double[] _doubles = [];

    /// <summary>Creates a column of single precision; the values are copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One value for each row; NaN where missing.</param>
    public NumberColumn(string name, ReadOnlySpan<float> values) : base(name)
    {
        _singles = values.ToArray();
        Kind = ColumnKind.Single;
    }

    /// <summary>Creates a column of double precision; the values are copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One value for each row; NaN where missing.</param>
    public NumberColumn(string name, ReadOnlySpan<double> values) : base(name)
    {
        _doubles = values.ToArray();
        Kind = ColumnKind.Double;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind { get; }

    /// <inheritdoc/>
    public override int Count => _singles.Length + _doubles.Length;

    /// <summary>The values of a column of single precision; empty for one of double precision.</summary>
    public ReadOnlySpan<float> Singles => _singles;

    /// <summary>The values of a column of double precision; empty for one of single precision.</summary>
    public ReadOnlySpan<double> Doubles => _doubles;

    /// <summary>The value of a row; NaN where missing.</summary>
    /// <param name="row">0 … <see cref="Column.Count"/> − 1.</param>
    public double this[int row] => Kind == ColumnKind.Single ? _singles[row] : _doubles[row];

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(this[row]);

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => Kind == ColumnKind.Single
        ? new NumberColumn(Name, Take<float>(_singles, rows))
        : new NumberColumn(Name, Take<double>(_doubles, rows));

    /// <summary>Copies all values, rounding those of double precision.</summary>
    /// <param name="target">One place for each row.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void CopyTo(Span<float> target)
    {
        CheckLength(target.Length);
        for (var row = 0; row < target.Length; row++)
            target[row] = (float)this[row];
    }

    /// <summary>Copies all values.</summary>
    /// <param name="target">One place for each row.</param>
    /// <exception cref="ArgumentException">The target has another length.</exception>
    public void CopyTo(Span<double> target)
    {
        CheckLength(target.Length);
        for (var row = 0; row < target.Length; row++)
            target[row] = this[row];
    }

    private void CheckLength(int length)
    {
        if (length != Count)
            throw new ArgumentException($"The column '{Name}' has {Count} rows; the target has {length} places.", "target");
    }
}
