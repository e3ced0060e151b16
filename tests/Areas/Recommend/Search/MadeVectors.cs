using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Search;

/// <summary>Vectors in clusters, and what a search among them should find.</summary>
internal static class MadeVectors
{
    public const int Width = 20;

    public static float[] Clustered(int count, ulong seed, int clusters = 40)
    {
        var (random, centers, vectors) = (new RandomStream(9), new float[clusters * Width], new float[count * Width]);
        foreach (ref var place in centers.AsSpan())
            place = (float)random.NextGaussian();
        random = new RandomStream(seed);
        for (var i = 0; i < count; i++)
        {
            var center = random.Next(clusters);
            var size = (float)(0.5 + random.NextDouble());
            for (var j = 0; j < Width; j++)
                vectors[i * Width + j] = size * (centers[center * Width + j] + 0.5f * (float)random.NextGaussian());
        }

        return vectors;
    }

    public static ReadOnlySpan<float> Row(float[] vectors, int row) => vectors.AsSpan(row * Width, Width);

    public static VectorIndex Build(float[] vectors, VectorIndexOptions? options = null, int threads = 1) =>
        VectorIndex.Build(vectors, Width, options ?? new VectorIndexOptions(), new FitContext { Threads = threads });

    /// <summary>A hundred lists, and a target that leaves most of them out.</summary>
    public static VectorIndexOptions Parted { get; } = new() { ScanLimit = 100, TargetCount = 20, TargetRecall = 0.95, Lists = 60 };

    public static ScoredItem[] Find(VectorIndex index, ReadOnlySpan<float> query, int count, HandleSet? allowed = null)
    {
        var results = new ScoredItem[count];
        return results[..index.Search(query, count, results, allowed)];
    }

    /// <summary>The inner products of all vectors in order, of equal ones the lower handle first.</summary>
    public static ScoredItem[] Best(float[] vectors, ReadOnlySpan<float> query, int count, Func<int, bool>? allowed = null)
    {
        var all = new List<ScoredItem>();
        for (var row = 0; row < vectors.Length / query.Length; row++)
            if (allowed is null || allowed(row))
                all.Add(new ScoredItem(row, Dot.Of(vectors.AsSpan(row * query.Length, query.Length), query)));
        return [.. all.OrderByDescending(item => item.Score).ThenBy(item => item.Handle).Take(count)];
    }

    /// <summary>The share of the true best that a search finds, over many queries.</summary>
    public static double Recall(VectorIndex index, float[] vectors, float[] queries, int count)
    {
        var (found, rows) = (0, queries.Length / Width);
        for (var row = 0; row < rows; row++)
        {
            var best = Best(vectors, Row(queries, row), count).Select(item => item.Handle).ToHashSet();
            found += Find(index, Row(queries, row), count).Count(item => best.Contains(item.Handle));
        }

        return (double)found / (rows * count);
    }
}
