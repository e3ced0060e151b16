using Kirana.Numerics.Random;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Search;

public sealed class VectorIndexUpdateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void After_any_changes_an_index_finds_what_one_built_of_the_same_vectors_finds(bool parted)
    {
        var (vectors, later, queries) = (MadeVectors.Clustered(1500, 1), MadeVectors.Clustered(1500, 5), MadeVectors.Clustered(10, 2));
        // A filter that leaves fewer than are asked for makes every list be looked at, so lists too are exact.
        var allowed = new HandleSet(1500);
        for (var handle = 0; handle < 1500; handle += parted ? 20 : 1)
            allowed.Add(handle);
        var index = MadeVectors.Build(vectors[..(900 * MadeVectors.Width)], parted ? MadeVectors.Parted : new VectorIndexOptions());
        Assert.Equal(!parted, index.IsExact);
        var (present, random) = (new float[1500][], new RandomStream(8));
        for (var handle = 0; handle < 900; handle++)
            present[handle] = MadeVectors.Row(vectors, handle).ToArray();
        for (var change = 0; change < 1200; change++)
        {
            var handle = random.Next(1500);
            if (random.Next(3) == 0)
            {
                Assert.Equal(present[handle] is not null, index.Remove(handle));
                present[handle] = null!;
                continue;
            }

            present[handle] = MadeVectors.Row(change % 2 == 0 ? vectors : later, handle).ToArray();
            index.Add(handle, present[handle]);
        }

        Assert.Equal(present.Count(vector => vector is not null), index.Count);
        var all = present.SelectMany(vector => vector ?? new float[MadeVectors.Width]).ToArray();
        for (var query = 0; query < 10; query++)
            Assert.Equal(
                MadeVectors.Best(all, MadeVectors.Row(queries, query), 100, handle => present[handle] is not null && allowed.Contains(handle)),
                MadeVectors.Find(index, MadeVectors.Row(queries, query), 100, allowed));

        var own = new float[MadeVectors.Width];
        for (var handle = 0; handle < 1500; handle++)
            if (index.TryGetVector(handle, own))
                Assert.Equal(present[handle], own);
            else
                Assert.Null(present[handle]);
    }

    [Fact]
    public void Lists_keep_their_recall_as_vectors_of_the_same_kind_come()
    {
        var (vectors, queries) = (MadeVectors.Clustered(8000, 1), MadeVectors.Clustered(100, 2));
        var index = MadeVectors.Build(vectors[..(5000 * MadeVectors.Width)], MadeVectors.Parted);
        Assert.Equal(1, index.Drift, 1e-9);
        for (var handle = 5000; handle < 8000; handle++)
            index.Add(handle, MadeVectors.Row(vectors, handle));
        Assert.False(index.ShouldRebuild);
        Assert.InRange(index.Drift, 0.9, 1.1);
        Assert.InRange(MadeVectors.Recall(index, vectors, queries, 20), 0.93, 1);
    }

    [Fact]
    public void Vectors_of_another_kind_show_as_drift()
    {
        var index = MadeVectors.Build(MadeVectors.Clustered(2000, 1), MadeVectors.Parted);
        var random = new RandomStream(6);
        for (var handle = 2000; handle < 2600; handle++)
            index.Add(handle, [.. Enumerable.Range(0, MadeVectors.Width).Select(_ => 3 * (float)random.NextGaussian())]);
        Assert.True(index.Drift > 1.2, $"{index.Drift}");
        Assert.True(index.ShouldRebuild);
    }

    [Fact]
    public void A_scan_that_outgrew_its_limit_asks_to_be_rebuilt()
    {
        var vectors = MadeVectors.Clustered(300, 1);
        var index = MadeVectors.Build(vectors[..(90 * MadeVectors.Width)], new VectorIndexOptions { ScanLimit = 100 });
        for (var handle = 90; handle < 180; handle++)
            index.Add(handle, MadeVectors.Row(vectors, handle));
        Assert.False(index.ShouldRebuild);
        index.Add(180, MadeVectors.Row(vectors, 180));
        Assert.True(index.ShouldRebuild);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Searches_while_vectors_come_and_go_see_whole_states(bool parted)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var (vectors, query) = (MadeVectors.Clustered(1200, 1), MadeVectors.Clustered(1, 2));
        var index = MadeVectors.Build(vectors, parted ? MadeVectors.Parted : new VectorIndexOptions());
        // Handles from 1,200 on exist one at a time and score above all others: every state has at least one of two neighbours.
        float[] towards = [.. query.Select(place => 100 * place)];
        index.Add(1200, towards);
        var done = 0;
        var writer = Task.Run(() =>
        {
            for (var round = 0; round < 400; round++)
            {
                index.Add(1201 + round, towards);
                index.Add(1201 + round, [.. towards.Select(place => 2 * place)]);
                index.Remove(1200 + round);
            }

            Volatile.Write(ref done, 1);
        }, cancellation);
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var searches = 0;
            while (Volatile.Read(ref done) == 0 || searches < 10)
            {
                var found = MadeVectors.Find(index, query, 50);
                Assert.Equal(50, found.Select(item => item.Handle).Distinct().Count());
                Assert.InRange(found.Count(item => item.Handle >= 1200), 1, 2);
                Assert.True(found[0].Handle >= 1200);
                searches++;
            }
        }, cancellation)).ToArray();
        await writer;
        await Task.WhenAll(readers);
        Assert.Equal(1201, index.Count);
    }
}
