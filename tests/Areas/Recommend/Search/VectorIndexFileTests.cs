using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Random;
using Kirana.Recommend.Search;

namespace Kirana.Tests.Areas.Recommend.Search;

public sealed class VectorIndexFileTests
{
    private static readonly float[] Vectors = MadeVectors.Clustered(700, 1);

    [Theory]
    [InlineData(false, Similarity.InnerProduct)]
    [InlineData(true, Similarity.InnerProduct)]
    [InlineData(true, Similarity.Cosine)]
    public void What_is_read_finds_the_same_and_is_written_the_same(bool parted, Similarity similarity)
    {
        var index = MadeVectors.Build(Vectors, (parted ? MadeVectors.Parted : new VectorIndexOptions()) with { Similarity = similarity });
        for (var handle = 0; handle < 700; handle += 7)
            index.Remove(handle);
        index.Add(5000, MadeVectors.Row(Vectors, 3));
        var file = Saved(index);
        var read = Load(file);
        Assert.Equal(file, Saved(read));
        Assert.Equal(
            (index.Count, index.Dimensions, index.Similarity, index.IsExact, index.Lists, index.MeasuredRecall, index.Drift),
            (read.Count, read.Dimensions, read.Similarity, read.IsExact, read.Lists, read.MeasuredRecall, read.Drift));
        for (var query = 0; query < 20; query++)
            Assert.Equal(MadeVectors.Find(index, MadeVectors.Row(Vectors, query), 40), MadeVectors.Find(read, MadeVectors.Row(Vectors, query), 40));
        Assert.True(read.Remove(5000));
    }

    [Fact]
    public void An_index_may_be_a_part_of_another_file()
    {
        var index = MadeVectors.Build(Vectors);
        var whole = new ModelWriter("whole", 1, 1);
        index.Save(whole.Part("search", VectorIndex.FileKind));
        using var reader = ModelReader.Parse(whole.ToArray(), "whole");
        Assert.Equal(Saved(index), Saved(VectorIndex.Read(reader.Part("search"))));
    }

    [Fact]
    public void Cut_and_changed_files_are_refused()
    {
        var file = Saved(MadeVectors.Build(Vectors[..(150 * MadeVectors.Width)], MadeVectors.Parted with { Lists = 5 }));
        var random = new RandomStream(3);
        for (var i = 0; i < 150; i++)
        {
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => Load(file[..random.Next(file.Length)])).Code);
            var changed = file.ToArray();
            changed[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Equal("bad-model", Assert.Throws<DataException>(() => Load(changed)).Code);
        }

        Assert.Equal("bad-model", Assert.Throws<DataException>(() => Load([])).Code);
    }

    /// <summary>A whole file with a right hash may still lie.</summary>
    [Theory]
    [InlineData("starts", "places")]
    [InlineData("handles", "handles")]
    [InlineData("vectors", "finite")]
    [InlineData("centers", "finite")]
    [InlineData("built", "similarity")]
    [InlineData("fitted", "reach")]
    public void What_no_index_can_hold_is_refused(string tensor, string expected)
    {
        var writer = new ModelWriter(VectorIndex.FileKind, 1, 1);
        writer.Add("starts", (ReadOnlySpan<int>)(tensor is "starts" ? [0, 3, 2] : [0, 1, 2]));
        writer.Add("handles", (ReadOnlySpan<int>)(tensor is "handles" ? [4, 4] : [4, 5]));
        writer.Add("vectors", (ReadOnlySpan<float>)(tensor is "vectors" ? [1, float.NaN, 0, 0] : [1, 0, 0, 1]), 2, 2);
        writer.Add("centers", (ReadOnlySpan<float>)(tensor is "centers" ? [1, float.PositiveInfinity, 0, 0] : [1, 0, 0, 1]), 2, 2);
        writer.Add("built", (ReadOnlySpan<int>)(tensor is "built" ? [7, 0, 2] : [0, 0, 2]));
        writer.Add("fitted", (ReadOnlySpan<double>)(tensor is "fitted" ? [-1, 1, 0] : [1, 1, 0.0]));
        Assert.Contains(expected, Assert.Throws<DataException>(() => Load(writer.ToArray())).Message, StringComparison.Ordinal);
    }

    private static VectorIndex Load(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return VectorIndex.Load(stream);
    }

    private static byte[] Saved(VectorIndex index)
    {
        using var stream = new MemoryStream();
        index.Save(stream);
        return stream.ToArray();
    }
}
