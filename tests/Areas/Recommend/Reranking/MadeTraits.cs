using Kirana.Data.Feedback;
using Kirana.Recommend.Reranking;

namespace Kirana.Tests.Areas.Recommend.Reranking;

/// <summary>A small catalogue: item k has the id <c>k</c>, one of three brands, one of four departments of two shelves each, and price k.</summary>
internal static class MadeTraits
{
    private static readonly string[] Departments = ["Home", "Garden", "Toys", "Ἐδώδιμα"];

    public static ItemTraits Of(int items, Func<int, ItemTrait, ItemTrait>? change = null)
    {
        var ids = new IdMap(Enumerable.Range(0, items).Select(item => $"{item}"));
        return new ItemTraits(ids, id =>
        {
            var item = int.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
            var trait = new ItemTrait { Brand = $"brand {item % 3}", Category = $"{Departments[item % 4]} > shelf {item % 8}", Price = item, OnHand = item % 5 };
            return change is null ? trait : change(item, trait);
        });
    }

    /// <summary>Vectors with some items nearly alike.</summary>
    public static ItemVectors Vectors(int items, ulong seed, int width = 6)
    {
        var random = new Kirana.Numerics.Random.RandomStream(seed);
        var vectors = new float[items * width];
        foreach (ref var place in vectors.AsSpan())
            place = (float)random.NextGaussian();
        return ItemVectors.Of(vectors, width);
    }

    /// <summary>Scores that fall from item to item.</summary>
    public static float[] Falling(int items) => [.. Enumerable.Range(0, items).Select(item => 10f - item * 0.1f)];

    public static int[] Everything(int items) => [.. Enumerable.Range(0, items)];
}
