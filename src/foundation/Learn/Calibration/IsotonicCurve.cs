using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Calibration;

/// <summary>A fitted isotonic curve.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(ln bends) and allocates nothing. A missing feature makes it NaN.</remarks>
public sealed partial class IsotonicCurve : IRegressor, ITableModel
{
    private readonly FeatureColumn[] _columns;
    private readonly double[] _places;
    private readonly double[] _heights;

    internal IsotonicCurve(FeatureColumn[] columns, double[] places, double[] heights) => (_columns, _places, _heights) = (columns, places, heights);

    /// <summary>The values of the feature at which the curve bends, ascending.</summary>
    public ReadOnlySpan<double> Places => _places;

    /// <summary>The predictions there.</summary>
    public ReadOnlySpan<double> Heights => _heights;

    /// <inheritdoc/>
    public int Features => 1;

    /// <summary>None: the target is a number.</summary>
    public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <inheritdoc/>
    public float Predict(ReadOnlySpan<float> row) =>
        row.Length == 1 ? At(row[0]) : throw new ArgumentException($"The row has {row.Length} features; expected 1.", nameof(row));

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        if (rows.Length != predictions.Length)
            throw new ArgumentException($"There are {rows.Length} features for {predictions.Length} rows; expected 1 for each.", nameof(rows));
        for (var i = 0; i < rows.Length; i++)
            predictions[i] = At(rows[i]);
    }

    private float At(float value)
    {
        if (float.IsNaN(value))
            return float.NaN;
        var place = Array.BinarySearch(_places, value);
        if (place >= 0)
            return (float)_heights[place];
        var above = ~place;
        if (above == 0 || above == _places.Length)
            return (float)_heights[above == 0 ? 0 : ^1];
        var share = (value - _places[above - 1]) / (_places[above] - _places[above - 1]);
        return (float)(_heights[above - 1] + share * (_heights[above] - _heights[above - 1]));
    }
}
