using CsCheck;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Search;

public sealed class VectorIndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(300)]
    public void A_scan_finds_what_computing_everything_finds(int count)
    {
        var (vectors, queries) = (MadeVectors.Clustered(3000, 1), MadeVectors.Clustered(20, 2));
        var index = MadeVectors.Build(vectors);
        Assert.True(index.IsExact);
        for (var query = 0; query < 20; query++)
            Assert.Equal(MadeVectors.Best(vectors, MadeVectors.Row(queries, query), count), MadeVectors.Find(index, MadeVectors.Row(queries, query), count));
    }

    [Fact]
    public void Whatever_the_numbers_a_scan_finds_what_computing_everything_finds() =>
        (from width in Gen.Int[1, 9]
         from rows in Gen.Int[0, 60]
         from vectors in Gen.OneOf(Gen.Float[-1, 1], Gen.Const(0f), Gen.Const(1f), Gen.Const(-1e15f), Gen.Const(1e-30f)).Array[rows * width]
         from query in Gen.OneOf(Gen.Float[-1, 1], Gen.Const(0f), Gen.Const(1f), Gen.Const(1e15f), Gen.Const(-1e-30f)).Array[width]
         from count in Gen.Int[1, 70]
         select (width, vectors, query, count)).Sample(c =>
         {
             var index = VectorIndex.Build(c.vectors, c.width, new VectorIndexOptions(), FitContext.Default);
             Assert.Equal(MadeVectors.Best(c.vectors, c.query, c.count), MadeVectors.Find(index, c.query, c.count));
         }, iter: 300, threads: 1);

    [Fact]
    public void Equal_scores_go_by_handle_however_many_there_are()
    {
        // More equals than the candidates have room for, so that some are computed before the end.
        var vectors = new float[12_000 * 2];
        for (var row = 0; row < 12_000; row++)
            vectors[2 * row] = row % 3 == 0 ? 1 : 0.5f;
        var index = VectorIndex.Build(vectors, 2, new VectorIndexOptions(), FitContext.Default);
        Assert.Equal(MadeVectors.Best(vectors, [2, 7], 5000), MadeVectors.Find(index, [2, 7], 5000));
        Assert.Equal(Enumerable.Range(0, 10), MadeVectors.Find(index, [0, 0], 10).Select(item => item.Handle));
    }

    [Fact]
    public void The_cosine_forgets_lengths()
    {
        var vectors = MadeVectors.Clustered(500, 1);
        var (index, longer) = (MadeVectors.Build(vectors, new VectorIndexOptions { Similarity = Similarity.Cosine }), vectors.ToArray());
        for (var row = 0; row < 500; row++)
            foreach (ref var place in longer.AsSpan(row * MadeVectors.Width, MadeVectors.Width))
                place *= 1 << row % 8;
        var scaled = MadeVectors.Build(longer, new VectorIndexOptions { Similarity = Similarity.Cosine });
        var found = MadeVectors.Find(index, MadeVectors.Row(vectors, 7), 50);
        Assert.Equal((7, 1), (found[0].Handle, found[0].Score), (expected, actual) => expected.Item1 == actual.Item1 && Math.Abs(actual.Item2 - 1) < 1e-6);
        // Powers of two change no bit of a quotient.
        Assert.Equal(found, MadeVectors.Find(scaled, MadeVectors.Row(longer, 7), 50));
        foreach (var item in found)
            Assert.Equal(Cosine(MadeVectors.Row(vectors, 7), MadeVectors.Row(vectors, item.Handle)), item.Score, 1e-6);

        static double Cosine(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Dot.Of(x, y) / Math.Sqrt((double)Dot.Of(x, x) * Dot.Of(y, y));
    }

    [Fact]
    public void Filters_hold_in_scans_and_lists_and_still_fill_the_result()
    {
        var (vectors, queries) = (MadeVectors.Clustered(4000, 1), MadeVectors.Clustered(10, 2));
        var (scan, parted) = (MadeVectors.Build(vectors), MadeVectors.Build(vectors, MadeVectors.Parted));
        Assert.False(parted.IsExact);
        var allowed = new HandleSet(3900);
        for (var handle = 5; handle < 3900; handle += 97)
            allowed.Add(handle);
        for (var query = 0; query < 10; query++)
        {
            var expected = MadeVectors.Best(vectors, MadeVectors.Row(queries, query), 30, allowed.Contains);
            Assert.Equal(expected, MadeVectors.Find(scan, MadeVectors.Row(queries, query), 30, allowed));
            var found = MadeVectors.Find(parted, MadeVectors.Row(queries, query), 30, allowed);
            Assert.Equal(30, found.Length);
            Assert.All(found, item => Assert.True(allowed.Contains(item.Handle)));
            // 41 are allowed: asking for more looks into every list.
            Assert.Equal(MadeVectors.Best(vectors, MadeVectors.Row(queries, query), 60, allowed.Contains), MadeVectors.Find(parted, MadeVectors.Row(queries, query), 60, allowed));
        }

        allowed.Clear();
        Assert.Empty(MadeVectors.Find(parted, MadeVectors.Row(queries, 0), 30, allowed));
    }

    [Theory]
    [InlineData(Similarity.InnerProduct)]
    [InlineData(Similarity.Cosine)]
    public void Lists_reach_the_target_on_queries_they_were_not_fitted_by_and_look_at_few_vectors(Similarity similarity)
    {
        var (vectors, queries, given) = (MadeVectors.Clustered(8000, 1), MadeVectors.Clustered(200, 2), MadeVectors.Clustered(200, 3));
        if (similarity is Similarity.Cosine)
            foreach (var set in (float[][])[vectors, queries])
                for (var start = 0; start < set.Length; start += MadeVectors.Width)
                    Normalize(set.AsSpan(start, MadeVectors.Width));
        var index = MadeVectors.Build(vectors, MadeVectors.Parted with { Similarity = similarity, Queries = given });
        Assert.False(index.IsExact);
        Assert.InRange(index.MeasuredRecall, 0.95, 1);
        Assert.InRange(MadeVectors.Recall(index, vectors, queries, 20), 0.94, 1);

        var (scratch, scanned) = (new SearchScratch(), 0);
        for (var query = 0; query < 200; query++)
        {
            index.Search(MadeVectors.Row(queries, query), 20, new ScoredItem[20], scratch: scratch);
            scanned += scratch.Scanned;
        }

        Assert.InRange(scanned / 200.0, 20, 2000);

        static void Normalize(Span<float> vector)
        {
            var length = MathF.Sqrt(Dot.Of(vector, vector));
            foreach (ref var place in vector)
                place /= length;
        }
    }

    [Fact]
    public void Where_lists_would_not_do_everything_is_scanned()
    {
        // Independent numbers have no clusters: lists would have to be looked at nearly all.
        var vectors = new float[2000 * 64];
        var random = new Kirana.Numerics.Random.RandomStream(4);
        foreach (ref var place in vectors.AsSpan())
            place = (float)random.NextGaussian();
        var index = VectorIndex.Build(vectors, 64, MadeVectors.Parted with { TargetRecall = 0.999, TargetCount = 200 }, FitContext.Default);
        Assert.True(index.IsExact);
        Assert.Equal(1, index.MeasuredRecall);
        var query = vectors.AsSpan(64, 64);
        Assert.Equal(MadeVectors.Best(vectors, query, 100), MadeVectors.Find(index, query, 100));
        Assert.True(MadeVectors.Build(MadeVectors.Clustered(2000, 1), MadeVectors.Parted with { TargetRecall = 1 }).IsExact);
    }

    [Fact]
    public void An_index_does_not_depend_on_the_number_of_threads()
    {
        var vectors = MadeVectors.Clustered(3000, 1);
        foreach (var options in (VectorIndexOptions[])[new VectorIndexOptions(), MadeVectors.Parted])
            Assert.Equal(Saved(MadeVectors.Build(vectors, options)), Saved(MadeVectors.Build(vectors, options, threads: 3)));

        static byte[] Saved(VectorIndex index)
        {
            using var stream = new MemoryStream();
            index.Save(stream);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var vectors = MadeVectors.Clustered(3000, 1);
        var (allowed, results, scratch) = (new HandleSet(3000), new ScoredItem[200], new SearchScratch());
        allowed.AddAll();
        foreach (var index in (VectorIndex[])[MadeVectors.Build(vectors), MadeVectors.Build(vectors, MadeVectors.Parted)])
        {
            Search(index);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Search(index);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }

        void Search(VectorIndex index)
        {
            for (var query = 0; query < 50; query++)
            {
                index.Search(MadeVectors.Row(vectors, query), 200, results, allowed, scratch);
                index.Search(MadeVectors.Row(vectors, query), 20, results);
            }
        }
    }

    [Fact]
    public void A_cancelled_build_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => VectorIndex.Build(
            MadeVectors.Clustered(3000, 1), MadeVectors.Width, MadeVectors.Parted, new FitContext { Cancellation = source.Token }));
    }

    [Fact]
    public void Faulty_input_is_refused()
    {
        Assert.Contains("whole number", Refusal(() => VectorIndex.Build(new float[7], 2, new VectorIndexOptions(), FitContext.Default)), StringComparison.Ordinal);
        Assert.Contains("Vector 1", Refusal(() => VectorIndex.Build((float[])[1, 2, float.NaN, 4], 2, new VectorIndexOptions(), FitContext.Default)), StringComparison.Ordinal);
        Assert.Contains("Vector 0", Refusal(() => VectorIndex.Build((float[])[1e18f, 2], 2, new VectorIndexOptions(), FitContext.Default)), StringComparison.Ordinal);
        Assert.Contains("0.5 to 1", Refusal(() => VectorIndex.Build(new float[8], 2, new VectorIndexOptions { TargetRecall = 0.2 }, FitContext.Default)), StringComparison.Ordinal);
        Assert.Contains("multiple", Refusal(() => VectorIndex.Build(new float[8], 2, new VectorIndexOptions { Queries = new float[3] }, FitContext.Default)), StringComparison.Ordinal);

        var index = VectorIndex.Build(new float[8], 2, new VectorIndexOptions(), FitContext.Default);
        Assert.Contains("2 places", Refusal(() => index.Search([1], 1, new ScoredItem[1])), StringComparison.Ordinal);
        Assert.Contains("finite", Refusal(() => index.Search([1, float.PositiveInfinity], 1, new ScoredItem[1])), StringComparison.Ordinal);
        Assert.Contains("room", Refusal(() => index.Search([1, 1], 2, new ScoredItem[1])), StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => index.Add(-1, [1, 1]));
        Assert.ThrowsAny<ArgumentException>(() => index.Add(1, [1]));
        Assert.ThrowsAny<ArgumentException>(() => index.TryGetVector(0, new float[1]));

        static string Refusal(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
    }

    [Fact]
    public void An_empty_index_finds_nothing_until_something_is_added()
    {
        var index = VectorIndex.Build(ReadOnlyMemory<float>.Empty, 3, new VectorIndexOptions(), FitContext.Default);
        Assert.Empty(MadeVectors.Find(index, [1, 2, 3], 5));
        index.Add(41, [1, 0, 0]);
        Assert.Equal([new ScoredItem(41, 1)], MadeVectors.Find(index, [1, 2, 3], 5));
    }
}
