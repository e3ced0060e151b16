using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Recommend.Search;

/// <summary>Parts vectors into lists by k-means over a sample of them.</summary>
/// <remarks>Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 1982, for a fixed number of rounds from random
/// rows. A list that nobody is nearest to begins again at a random row. Sums go in the order of the rows, so the number of threads
/// changes nothing.</remarks>
internal sealed class ListClusters(ReadOnlyMemory<float> vectors, int width, FitContext context)
{
    /// <summary>Rows for each list that the sample holds: more moved no centre enough to be seen in recall.</summary>
    private const int SampledPerList = 64;

    private const int BlockRows = 128;
    private const ulong Stream = 0x5EA2C1;

    private readonly int _rows = vectors.Length / width;

    /// <summary>Finds the centres.</summary>
    public ListCenters Fit(int lists, int rounds)
    {
        var random = new RandomStream(context.Seed, Stream);
        var sample = Sample(Math.Min(_rows, SampledPerList * lists), ref random);
        var nearest = new int[sample.Length / width];
        var centers = new ListCenters(sample[..(lists * width)], width);
        for (var round = 0; round < rounds; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress?.Report(new FitProgress("clusters", round, rounds));
            Assign(centers, sample, nearest);
            centers = new ListCenters(Means(sample, nearest, lists, ref random), width);
        }

        return centers;
    }

    /// <summary>The nearest list of every vector.</summary>
    public int[] Assign(ListCenters centers)
    {
        var nearest = new int[_rows];
        Assign(centers, vectors, nearest);
        return nearest;
    }

    private void Assign(ListCenters centers, ReadOnlyMemory<float> rows, int[] nearest) =>
        Blocks.Run(nearest.Length, BlockRows, context.Threads, context.Cancellation, (_, start, end) =>
        {
            var products = System.Buffers.ArrayPool<float>.Shared.Rent(BlockRows * centers.Count);
            centers.Nearest(rows.Span[(start * width)..(end * width)], products.AsSpan(0, (end - start) * centers.Count), nearest.AsSpan(start, end - start));
            System.Buffers.ArrayPool<float>.Shared.Return(products);
        });

    /// <summary>Some rows, each at most once, in random order.</summary>
    private float[] Sample(int count, ref RandomStream random)
    {
        var rows = new int[_rows];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        var sample = new float[count * width];
        for (var i = 0; i < count; i++)
        {
            var other = i + random.Next(rows.Length - i);
            (rows[i], rows[other]) = (rows[other], rows[i]);
            vectors.Span.Slice(rows[i] * width, width).CopyTo(sample.AsSpan(i * width));
        }

        return sample;
    }

    private float[] Means(float[] sample, int[] nearest, int lists, ref RandomStream random)
    {
        var (sums, counts) = (new float[lists * width], new int[lists]);
        for (var row = 0; row < nearest.Length; row++)
        {
            Axpy.Add(1, sample.AsSpan(row * width, width), sums.AsSpan(nearest[row] * width, width));
            counts[nearest[row]]++;
        }

        for (var list = 0; list < lists; list++)
            if (counts[list] > 0)
                Scale.By(1f / counts[list], sums.AsSpan(list * width, width));
            else
                sample.AsSpan(random.Next(nearest.Length) * width, width).CopyTo(sums.AsSpan(list * width));
        return sums;
    }
}
