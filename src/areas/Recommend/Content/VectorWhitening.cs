using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Content;

/// <summary>Makes embeddings tell items apart: what all have in common goes, and a few directions no longer outweigh the others.</summary>
/// <remarks>
/// <para>Vectors of encoders lie in a narrow cone about their mean and vary mostly along a few directions, so that everything looks like everything (Mu and
/// Viswanath, "All-but-the-top: simple and effective postprocessing for word representations", ICLR 2018, §2). As there the mean is
/// taken off; in place of cutting the strongest directions off, each is divided by a power of its deviation: y = unit((u − μ)·V·Λ^(−γ/2)), u the vector at length 1,
/// V and Λ the leading eigenvectors and eigenvalues of the covariance. γ = 0 are the principal components, γ = 1 is whitening (Su et al., "Whitening sentence
/// representations for better semantics and faster retrieval", 2021, eqs. 6 and 9).</para>
/// <para>Of more than <see cref="MostTeachers"/> items evenly spaced ones teach μ, V and Λ. Cost: teachers · width² and items · width · components.</para>
/// </remarks>
internal static class VectorWhitening
{
    /// <summary>The most items that directions are learnt from.</summary>
    public const int MostTeachers = 16_384;

    private const int ChunkRows = 4096;
    private const int BlockRows = 128;

    /// <summary>A direction of less than this share of the strongest's variance is rounding.</summary>
    private const double Nothing = 1e-9;

    /// <summary>Vectors of length 1 that lie no farther from the mean than this are the mean, but for rounding.</summary>
    private const double SameAsMean = 1e-6;

    /// <summary>Makes the vectors.</summary>
    /// <param name="embeddings">The vectors as they came.</param>
    /// <param name="most">The most components.</param>
    /// <param name="power">γ.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <returns>One vector of length 1 for each item (items × width), 0 where it has none; width 0 where fewer than two items differ.</returns>
    public static (float[] Rows, int Width) Of(ItemEmbeddings embeddings, int most, double power, FitContext context)
    {
        int[] known = [.. Enumerable.Range(0, embeddings.Items.Count).Where(embeddings.Has)];
        var width = embeddings.Width;
        if (known.Length < 2)
            return ([], 0);
        var count = Math.Min(known.Length, MostTeachers);
        int[] teachers = [.. Enumerable.Range(0, count).Select(i => known[(int)((long)i * known.Length / count)])];
        var mean = new double[width];
        var row = new double[width];
        foreach (var item in teachers)
        {
            Unit(embeddings.Of(item), row);
            Axpy.Add(1.0 / count, row, mean);
        }

        var covariance = Covariance(embeddings, teachers, mean, context);
        var (vectors, values) = LeadingComponents.Of(covariance, width, Math.Min(most, count - 1), context);
        var kept = values.Count(value => value > Math.Max(Nothing * values[0], SameAsMean * SameAsMean));
        if (kept == 0)
            return ([], 0);
        var map = new float[width * kept];
        for (var k = 0; k < kept; k++)
        {
            var scale = Elementary.Exp(-power / 2 * Elementary.Log(values[k] / values[0]));
            for (var column = 0; column < width; column++)
                map[column * kept + k] = (float)(scale * vectors[k * width + column]);
        }

        return (Project(embeddings, mean, map, kept, context), kept);
    }

    private static double[] Covariance(ItemEmbeddings embeddings, int[] teachers, double[] mean, FitContext context)
    {
        var width = embeddings.Width;
        var parts = new double[(teachers.Length + ChunkRows - 1) / ChunkRows][];
        Blocks.Run(teachers.Length, ChunkRows, context.Threads, context.Cancellation, (chunk, first, end) =>
        {
            parts[chunk] = new double[checked(width * width)];
            var rows = new double[BlockRows * width];
            for (var start = first; start < end; start += BlockRows)
            {
                var count = Math.Min(BlockRows, end - start);
                for (var i = 0; i < count; i++)
                {
                    var row = rows.AsSpan(i * width, width);
                    Unit(embeddings.Of(teachers[start + i]), row);
                    Axpy.Add(-1, mean, row);
                }

                Syrk.AddGram(rows.AsSpan(0, count * width), count, width, parts[chunk]);
            }
        });
        for (var chunk = 1; chunk < parts.Length; chunk++)
            Axpy.Add(1, parts[chunk], parts[0]);
        Scale.By(1.0 / (teachers.Length - 1), parts[0]);
        return parts[0];
    }

    private static float[] Project(ItemEmbeddings embeddings, double[] mean, float[] map, int kept, FitContext context)
    {
        var (width, projected) = (embeddings.Width, new float[checked(embeddings.Items.Count * kept)]);
        Blocks.Run(embeddings.Items.Count, BlockRows, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var (rows, row) = (new float[(end - start) * width], new double[width]);
            for (var item = start; item < end; item++)
                if (embeddings.Has(item))
                {
                    Unit(embeddings.Of(item), row);
                    Axpy.Add(-1, mean, row);
                    if (Dot.Of(row, row) > SameAsMean * SameAsMean)
                        for (var column = 0; column < width; column++)
                            rows[(item - start) * width + column] = (float)row[column];
                }

            var result = projected.AsSpan(start * kept, (end - start) * kept);
            Gemm.Multiply(end - start, kept, width, rows, map, result);
            for (var i = 0; i < end - start; i++)
            {
                var own = result.Slice(i * kept, kept);
                if (Dot.Of(own, own) is > 0 and var squares)
                    Scale.By(1 / MathF.Sqrt(squares), own);
            }
        });
        return projected;
    }

    /// <summary>A vector at length 1; the largest number divides first, so that no square overflows or vanishes.</summary>
    private static void Unit(ReadOnlySpan<float> vector, Span<double> unit)
    {
        var largest = 0.0;
        foreach (var value in vector)
            largest = Math.Max(largest, Math.Abs((double)value));
        for (var column = 0; column < unit.Length; column++)
            unit[column] = vector[column] / largest;
        Scale.By(1 / Math.Sqrt(Dot.Of(unit, unit)), unit);
    }
}
