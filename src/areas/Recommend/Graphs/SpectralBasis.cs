using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Factorization;

namespace Kirana.Recommend.Graphs;

/// <summary>The smoothest directions of a graph: the greatest eigenvalues of S and their vectors.</summary>
/// <remarks>Randomised subspace iteration with a Rayleigh–Ritz step at the end (Halko, Martinsson and Tropp, "Finding structure with
/// randomness", SIAM Review 53, 2011, algorithm 4.4). Between steps the vectors are made orthonormal by the decomposition of their
/// Gram matrix, which is well conditioned because S bends a basis by no more than the ratio of the kept eigenvalues.</remarks>
internal sealed class SpectralBasis
{
    private const int Steps = 4;
    private const int RowsPerBlock = 512;

    /// <summary>Directions weaker than this share of the strongest are rounding and are left out.</summary>
    private const double Nothing = 1e-9;

    private SpectralBasis(float[] vectors, double[] values)
    {
        Vectors = vectors;
        Values = values;
    }

    /// <summary>The vectors (items × <see cref="Values"/>), row-major, orthonormal columns; a column of a value of 0 is 0.</summary>
    public float[] Vectors { get; }

    /// <summary>The eigenvalues, the greatest first.</summary>
    public double[] Values { get; }

    /// <summary>Finds the basis.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="width">Directions, at most <see cref="NormalizedGraph.MostDirections"/>.</param>
    /// <param name="context">Seed, threads, cancellation and progress.</param>
    public static SpectralBasis Of(NormalizedGraph graph, int width, FitContext context)
    {
        var vectors = new float[graph.ItemCount * width];
        for (var item = 0; item < graph.ItemCount; item++)
        {
            var random = new RandomStream(context.Seed, (ulong)item);
            foreach (ref var value in vectors.AsSpan(item * width, width))
                value = (float)random.NextGaussian();
        }

        for (var step = 0; step < Steps; step++)
        {
            vectors = graph.ToItems(graph.ToUsers(vectors, width, context), width, context);
            vectors = Turned(vectors, width, BlockedGram.Of(vectors, width, context), whiten: true, context, out _);
            context.Progress?.Report(new FitProgress("directions", step + 1, Steps));
        }

        var seen = graph.ToUsers(vectors, width, context);
        vectors = Turned(vectors, width, BlockedGram.Of(seen, width, context), whiten: false, context, out var values);
        return new SpectralBasis(vectors, values);
    }

    /// <summary>Y·W, with W the eigenvectors of a Gram matrix, each divided by the root of its eigenvalue if that is wanted.</summary>
    private static float[] Turned(float[] vectors, int width, float[] gram, bool whiten, FitContext context, out double[] values)
    {
        var rows = Array.ConvertAll(gram, element => (double)element);
        values = new double[width];
        // A sum of finite products of bounded numbers: the decomposition cannot fail.
        if (!SymmetricEigen.TryDecompose(rows, width, values))
            throw new Data.NotConvergedException("The graph's eigenvalues cannot be found: weights of events are too far apart.", Steps, double.NaN);
        var turn = new float[width * width];
        for (var k = 0; k < width; k++)
        {
            var scale = values[k] <= Nothing * values[0] ? 0 : whiten ? 1 / Math.Sqrt(values[k]) : 1;
            if (scale == 0)
                values[k] = 0;
            for (var i = 0; i < width; i++)
                turn[i * width + k] = (float)(scale * rows[k * width + i]);
        }

        var turned = new float[vectors.Length];
        Blocks.Run(vectors.Length / width, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
            Gemm.Multiply(end - start, width, width, vectors.AsSpan(start * width, (end - start) * width), turn, turned.AsSpan(start * width, (end - start) * width)));
        return turned;
    }
}
