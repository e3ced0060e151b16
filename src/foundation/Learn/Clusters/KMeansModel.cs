using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Clusters;

/// <summary>Fitted centres of clusters.</summary>
/// <remarks>Immutable and thread-safe. Assigning one row costs O(clusters × features) and allocates nothing.</remarks>
public sealed partial class KMeansModel : ITableModel
{
    private readonly FeatureColumn[] _columns;
    private readonly InputScale _scale;
    private readonly double[] _centers;
    private readonly double[] _sizes;

    internal KMeansModel(FeatureColumn[] columns, InputScale scale, double[] centers, double[] sizes, double inertia, int rounds) =>
        (_columns, _scale, _centers, _sizes, Inertia, Rounds) = (columns, scale, centers, sizes, inertia, rounds);

    /// <summary>The number of clusters k.</summary>
    public int Clusters => _sizes.Length;

    /// <summary>The number of features p of a row.</summary>
    public int Features => _columns.Length;

    /// <summary>The weighted sum of squared distances of the rows of the fit from their centres, of features as they were scaled.</summary>
    public double Inertia { get; }

    /// <summary>The rounds of the best start.</summary>
    public int Rounds { get; }

    /// <summary>The weight of each cluster's rows in the fit (k).</summary>
    public ReadOnlySpan<double> Sizes => _sizes;

    /// <summary>None: nothing was to be learnt but the rows themselves.</summary>
    public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    /// <summary>A centre, in the units of the table (p).</summary>
    /// <param name="cluster">0 … <see cref="Clusters"/> − 1.</param>
    public double[] Center(int cluster)
    {
        var center = _centers.AsSpan(cluster * Features, Features).ToArray();
        for (var f = 0; f < center.Length; f++)
            center[f] = _scale.Means[f] + (_scale.Factors[f] > 0 ? center[f] / _scale.Factors[f] : 0);
        return center;
    }

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <summary>The nearest centre of each row; of equally near ones the first.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="clusters">Takes the clusters (n); −1 where a feature is missing or infinite.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Assign(ReadOnlySpan<float> rows, Span<int> clusters)
    {
        CheckRows(rows, clusters.Length);
        for (var i = 0; i < clusters.Length; i++)
        {
            var (best, least) = (-1, double.PositiveInfinity);
            for (var k = 0; k < Clusters; k++)
                if (SquaredDistance(rows.Slice(i * Features, Features), k) is var distance && distance < least)
                    (best, least) = (k, distance);
            clusters[i] = best;
        }
    }

    /// <summary>The distances of each row from each centre, of features as they were scaled.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="distances">Takes the distances (n × k), row by row; NaN where a feature is missing.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Distances(ReadOnlySpan<float> rows, Span<double> distances)
    {
        if (distances.Length % Clusters != 0)
            throw new ArgumentException($"{distances.Length} places are no whole rows of {Clusters} clusters.", nameof(distances));
        CheckRows(rows, distances.Length / Clusters);
        for (var i = 0; i < distances.Length; i++)
            distances[i] = Math.Sqrt(SquaredDistance(rows.Slice(i / Clusters * Features, Features), i % Clusters));
    }

    private double SquaredDistance(ReadOnlySpan<float> row, int cluster)
    {
        var sum = 0.0;
        for (var f = 0; f < row.Length; f++)
        {
            // A feature that was constant says nothing.
            var difference = _scale.Factors[f] is 0 ? 0 : (row[f] - _scale.Means[f]) * _scale.Factors[f] - _centers[cluster * Features + f];
            sum += difference * difference;
        }

        return sum;
    }

    private void CheckRows(ReadOnlySpan<float> rows, int count)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"There are {rows.Length} features for {count} rows; expected {Features} for each.", nameof(rows));
    }
}
