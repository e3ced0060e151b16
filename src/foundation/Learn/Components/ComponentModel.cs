using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Components;

/// <summary>Fitted directions, to which rows are projected and from which they are put together again.</summary>
/// <remarks>Immutable and thread-safe. One row costs O(components × p) and allocates nothing. Where a feature is missing, all scores are NaN.</remarks>
public sealed partial class ComponentModel : ITableModel
{
    private readonly FeatureColumn[] _columns;
    private readonly double[] _shifts;
    private readonly double[] _factors;
    private readonly double[] _vectors;
    private readonly double[] _squares;
    private readonly double _divisor;
    private readonly double _total;

    internal ComponentModel(FeatureColumn[] columns, double[] shifts, double[] factors, double[] vectors, double[] squares, double divisor, double total, bool isCentred) =>
        (_columns, _shifts, _factors, _vectors, _squares, _divisor, _total, IsCentred) = (columns, shifts, factors, vectors, squares, divisor, total, isCentred);

    /// <summary>The number of components k.</summary>
    public int Components => _squares.Length;

    /// <summary>The number of features p of a row.</summary>
    public int Features => _columns.Length;

    /// <summary>Whether means were taken off: principal components, or singular vectors of features as they are.</summary>
    public bool IsCentred { get; }

    /// <summary>What is subtracted from each feature (p).</summary>
    public ReadOnlySpan<double> Means => _shifts;

    /// <summary>None: nothing was to be learnt but the rows themselves.</summary>
    public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    /// <summary>The singular values, the greatest first (k).</summary>
    public double[] SingularValues => Array.ConvertAll(_squares, Math.Sqrt);

    /// <summary>The variance along each component (k); of features as they are, the mean square.</summary>
    public double[] Variances => Array.ConvertAll(_squares, square => square / _divisor);

    /// <summary>The share of all variance that each component explains (k); of features as they are, of the mean square.</summary>
    public double[] Shares => Array.ConvertAll(_squares, square => square / _total);

    /// <summary>The direction of a component, of length 1 in features as they were scaled (p).</summary>
    /// <param name="component">0 … <see cref="Components"/> − 1.</param>
    public ReadOnlySpan<double> Vector(int component) => _vectors.AsSpan(component * Features, Features);

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <summary>The scores of rows: how far each lies along each component.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="scores">Takes the scores (n × k), row by row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Transform(ReadOnlySpan<float> rows, Span<double> scores)
    {
        Check(rows.Length, scores.Length);
        scores.Clear();
        for (var i = 0; i < scores.Length; i++)
            for (var f = 0; f < Features; f++)
                scores[i] += (rows[i / Components * Features + f] - _shifts[f]) * _factors[f] * _vectors[i % Components * Features + f];
    }

    /// <summary>Rows put together from their scores, in the units of the table; what other components would add is left out.</summary>
    /// <param name="scores">The scores (n × k), row by row.</param>
    /// <param name="rows">Takes the features (n × p), row by row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Restore(ReadOnlySpan<double> scores, Span<float> rows)
    {
        Check(rows.Length, scores.Length);
        for (var at = 0; at < rows.Length; at++)
        {
            var (f, sum) = (at % Features, 0.0);
            for (var k = 0; k < Components; k++)
                sum += scores[at / Features * Components + k] * _vectors[k * Features + f];
            rows[at] = (float)(_shifts[f] + (_factors[f] > 0 ? sum / _factors[f] : 0));
        }
    }

    private void Check(int features, int scores)
    {
        if (features % Features != 0 || (long)features / Features * Components != scores)
            throw new ArgumentException($"There are {features} features and {scores} scores; expected rows of {Features} features and {Components} scores for each.");
    }
}
