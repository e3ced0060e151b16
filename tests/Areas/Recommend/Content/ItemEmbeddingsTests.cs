using Kirana.Data.Feedback;
using Kirana.Recommend.Content;

namespace Kirana.Tests.Areas.Recommend.Content;

public sealed class ItemEmbeddingsTests
{
    [Fact]
    public void Over_another_map_vectors_follow_their_ids_and_the_rest_has_none()
    {
        var vectors = new ItemEmbeddings("text", new IdMap(["a", "b"]), [1, 2, 3, 4], 2);
        var over = vectors.Over(new IdMap(["x", "b", "a"]));
        Assert.Equal((2, false, true), (over.Known, over.Has(0), over.Has(1)));
        Assert.True(over.Of(0).IsEmpty);
        Assert.Equal([3f, 4f], over.Of(1).ToArray());
        Assert.Equal([1f, 2f], over.Over(new IdMap(["a"])).Of(0).ToArray());
        Assert.Same(vectors, vectors.Over(vectors.Items));
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(1, float.PositiveInfinity)]
    [InlineData(0, 0)]
    public void A_vector_without_a_direction_is_refused_by_its_item(float first, float second)
    {
        var error = Assert.Throws<ArgumentException>(() => new ItemEmbeddings("text", new IdMap(["a", "b"]), [1, 2, first, second], 2));
        Assert.Contains("'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_one_vector_for_each_item() =>
        Assert.Throws<ArgumentException>(() => new ItemEmbeddings("text", new IdMap(["a", "b"]), [1, 2, 3], 2));
}
