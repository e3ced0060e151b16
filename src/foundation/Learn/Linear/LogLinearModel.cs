using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Linear;

/// <summary>A fitted log-linear model: ŷ = e^(intercept + Σ coefficient · feature).</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features) and is summed in double. A missing feature makes it NaN.</remarks>
public sealed partial class LogLinearModel : IRegressor, ITableModel
{
    private readonly FeatureColumn[] _columns;
    private readonly double[] _coefficients;

    internal LogLinearModel(FeatureColumn[] columns, double[] coefficients, double intercept, IEnumerable<int> dropped)
    {
        (_columns, _coefficients, Intercept) = (columns, coefficients, intercept);
        Dropped = dropped.Select(f => columns[f].Name).ToArray().AsReadOnly();
    }

    /// <summary>What one unit more of each feature adds to the logarithm of the prediction (p).</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The logarithm of the prediction where every feature is 0.</summary>
    public double Intercept { get; }

    /// <summary>Features that were left out, with the coefficient 0, since they are constant or, without a penalty, combinations of features before them.</summary>
    public ReadOnlyCollection<string> Dropped { get; }

    /// <summary>How far from the optimum: the greatest derivative of the mean loss by a coefficient of features of deviation 1, as a share of the target's mean.</summary>
    public double KktResidual { get; internal init; }

    /// <inheritdoc/>
    public int Features => _coefficients.Length;

    /// <summary>None: the target is a number.</summary>
    public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    internal FeatureColumn[] Columns => _columns;

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <inheritdoc/>
    /// <remarks>NaN where a feature is NaN, unless its coefficient is 0.</remarks>
    public float Predict(ReadOnlySpan<float> row)
    {
        if (row.Length != Features)
            throw new ArgumentException($"The row has {row.Length} features; expected {Features}.", nameof(row));
        var sum = Intercept;
        for (var f = 0; f < row.Length; f++)
            if (_coefficients[f] is not 0 and var coefficient)
                sum += coefficient * row[f];
        return (float)Elementary.Exp(sum);
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        if (rows.Length != (long)predictions.Length * Features)
            throw new ArgumentException($"There are {rows.Length} features for {predictions.Length} rows; expected {Features} for each.", nameof(rows));
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = Predict(rows.Slice(i * Features, Features));
    }
}
