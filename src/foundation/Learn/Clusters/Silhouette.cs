using Kirana.Numerics.Threading;

namespace Kirana.Learn.Clusters;

/// <summary>How much nearer a row is to its own cluster than to the next one.</summary>
/// <remarks>Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20 (1987): (b − a)/max(a, b), a being the mean distance from the other rows of its own cluster, b the least mean distance from those of another. 1 is
/// clear, 0 between two, below 0 wrong; 0 for a row that is alone. Cost: O(n²·p).</remarks>
public static class Silhouette
{
    private const int BlockRows = 64;

    /// <summary>The silhouette of each row; their mean is that of the grouping.</summary>
    /// <param name="rows">The features (n × p), row by row, finite, scaled as the clusters were.</param>
    /// <param name="features">p, at least 1.</param>
    /// <param name="clusters">The cluster of each row (n), from 0 up.</param>
    /// <param name="threads">The most threads, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, a cluster is below 0, or there are not two clusters.</exception>
    public static double[] Of(ReadOnlyMemory<float> rows, int features, ReadOnlyMemory<int> clusters, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (rows.Length != (long)clusters.Length * features)
            throw new ArgumentException($"There are {rows.Length} features for {clusters.Length} rows; expected {features} for each.", nameof(rows));
        var sizes = new List<int>();
        foreach (var cluster in clusters.Span)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(cluster, nameof(clusters));
            while (sizes.Count <= cluster)
                sizes.Add(0);
            sizes[cluster]++;
        }

        if (sizes.Count(size => size > 0) < 2)
            throw new ArgumentException("All rows are in one cluster; a silhouette needs two.", nameof(clusters));
        var found = new double[clusters.Length];
        Blocks.Run(found.Length, BlockRows, threads, CancellationToken.None, (_, start, end) =>
        {
            var sums = new double[sizes.Count];
            for (var i = start; i < end; i++)
                found[i] = One(rows.Span, features, clusters.Span, sizes, i, sums);
        });
        return found;
    }

    private static double One(ReadOnlySpan<float> rows, int features, ReadOnlySpan<int> clusters, List<int> sizes, int row, double[] sums)
    {
        Array.Clear(sums);
        var own = rows.Slice(row * features, features);
        for (var i = 0; i < clusters.Length; i++)
        {
            var square = 0.0;
            for (var f = 0; f < features; f++)
                square += ((double)rows[i * features + f] - own[f]) * ((double)rows[i * features + f] - own[f]);
            sums[clusters[i]] += Math.Sqrt(square);
        }

        var cluster = clusters[row];
        if (sizes[cluster] == 1)
            return 0;
        var (inside, outside) = (sums[cluster] / (sizes[cluster] - 1), double.PositiveInfinity);
        for (var k = 0; k < sums.Length; k++)
            if (k != cluster && sizes[k] > 0)
                outside = Math.Min(outside, sums[k] / sizes[k]);
        return Math.Max(inside, outside) is > 0 and var greatest ? (outside - inside) / greatest : 0;
    }
}
