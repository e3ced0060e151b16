using Kirana.Learn.Neighbors.Kernels;
using Kirana.Learn.SupportVectors.Kernels;

namespace Kirana.Learn.Neighbors;

/// <summary>The rows among which the nearest are looked for: all in turn, or by a tree where there are few features.</summary>
internal sealed class NeighborRows
{
    /// <summary>Rows that stay in the first-level caches while one query after another goes over them.</summary>
    private const int BlockRows = 512;

    /// <summary>Up to so many features, and from so many rows times 2ᵖ, a tree was measured to be quicker than all rows in turn.</summary>
    private const int TreeFeatures = 6;
    private const int TreeRows = 500;

    private readonly NeighborMetric _metric;
    private readonly float[] _tiles;
    private readonly NeighborTree? _tree;

    public NeighborRows(float[] values, int features, NeighborMetric metric, bool? useTree = null)
    {
        (Values, Features, Count, _metric) = (values, features, values.Length / features, metric);
        if (useTree ?? (features <= TreeFeatures && Count >= TreeRows << features))
            (_tree, _tiles) = (new NeighborTree(values, features, metric), []);
        else
            _tiles = Tiles.Pack(values, features);
    }

    /// <summary>The rows (n × p), row by row.</summary>
    public float[] Values { get; }

    public int Features { get; }

    public int Count { get; }

    /// <summary>The nearest rows of each query.</summary>
    /// <param name="queries">The queries (m × p), row by row, without NaN.</param>
    /// <param name="nearest">How many each gets, at most <see cref="Count"/>.</param>
    /// <param name="distances">Takes squared Euclidean or Manhattan distances, the nearest first (m × nearest).</param>
    /// <param name="rows">Takes the rows (m × nearest).</param>
    public void Find(ReadOnlySpan<float> queries, int nearest, Span<float> distances, Span<int> rows)
    {
        var count = queries.Length / Features;
        if (_tree is not null)
        {
            for (var i = 0; i < count; i++)
            {
                var found = new NearestRows(distances.Slice(i * nearest, nearest), rows.Slice(i * nearest, nearest));
                _tree.Find(queries.Slice(i * Features, Features), ref found);
            }

            return;
        }

        distances.Fill(float.PositiveInfinity);
        rows.Fill(int.MaxValue);
        Span<float> block = stackalloc float[BlockRows];
        for (var start = 0; start < Count; start += BlockRows)
        {
            var width = Math.Min(BlockRows, (Count - start + Tiles.Rows - 1) / Tiles.Rows * Tiles.Rows);
            var tiles = _tiles.AsSpan(start * Features, width * Features);
            for (var i = 0; i < count; i++)
            {
                var (query, own) = (i * Features, i * nearest);
                if (_metric == NeighborMetric.Euclidean)
                    Tiles.Distances(tiles, queries.Slice(query, Features), block[..width]);
                else
                    AbsoluteTiles.Distances(tiles, queries.Slice(query, Features), block[..width]);
                Keep(block[..Math.Min(width, Count - start)], start, distances.Slice(own, nearest), rows.Slice(own, nearest));
            }
        }
    }

    /// <summary>Rows come in ascending order, so that of equally near ones those that are there stay.</summary>
    private static void Keep(ReadOnlySpan<float> found, int start, Span<float> distances, Span<int> rows)
    {
        var worst = distances[^1];
        for (var j = 0; j < found.Length; j++)
        {
            if (!(found[j] < worst))
                continue;
            var at = distances.Length - 1;
            for (; at > 0 && found[j] < distances[at - 1]; at--)
                (distances[at], rows[at]) = (distances[at - 1], rows[at - 1]);
            (distances[at], rows[at]) = (found[j], start + j);
            worst = distances[^1];
        }
    }
}
