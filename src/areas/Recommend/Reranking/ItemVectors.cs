using Kirana.Numerics.Kernels;
using Kirana.Recommend.Content;

namespace Kirana.Recommend.Reranking;

/// <summary>Items as vectors of length 1, whose inner products are similarities. Immutable and thread-safe.</summary>
public sealed class ItemVectors : IItemSimilarity
{
    private const int HashedWidth = 128;

    private readonly float[] _vectors;

    private ItemVectors(float[] vectors, int width)
    {
        (_vectors, Width) = (vectors, width);
        for (var start = 0; start < vectors.Length; start += width)
        {
            var vector = vectors.AsSpan(start, width);
            var length = MathF.Sqrt(Dot.Of(vector, vector));
            if (length > 0)
                foreach (ref var place in vector)
                    place /= length;
        }
    }

    /// <summary>The length of a vector.</summary>
    public int Width { get; }

    /// <summary>The vectors of a model: alike is what the same shoppers like.</summary>
    /// <param name="factors">One vector for each item (items × width), row by row; 0 for an item that nothing is known of.</param>
    /// <param name="width">The length of a vector.</param>
    /// <exception cref="ArgumentException">The vectors do not have that length.</exception>
    public static ItemVectors Of(ReadOnlySpan<float> factors, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return factors.Length % width == 0
            ? new ItemVectors(factors.ToArray(), width)
            : throw new ArgumentException($"{factors.Length} numbers are not a whole number of vectors of {width}.", nameof(factors));
    }

    /// <summary>The words of titles: alike is what is called alike. For items that no model knows yet.</summary>
    /// <param name="titles">The title of each item; empty for none.</param>
    /// <remarks>Weinberger et al., "Feature hashing for large scale multitask learning", ICML 2009, §2: a word adds its weight, with a sign of
    /// its own, to one of 128 places, so that inner products are right in expectation.</remarks>
    public static ItemVectors OfTitles(IReadOnlyList<string> titles)
    {
        ArgumentNullException.ThrowIfNull(titles);
        var words = TitleVectors.Of(titles);
        var places = words.Words.Select(PlaceOf).ToArray();
        var vectors = new float[titles.Count * HashedWidth];
        for (var item = 0; item < titles.Count; item++)
            for (var at = words.Starts[item]; at < words.Starts[item + 1]; at++)
            {
                var (place, sign) = places[words.Indices[at]];
                vectors[item * HashedWidth + place] += sign * (float)words.Weights[at];
            }

        return new ItemVectors(vectors, HashedWidth);
    }

    /// <inheritdoc/>
    public void Of(int item, ReadOnlySpan<int> others, Span<float> similarities)
    {
        GatheredRows.Products(_vectors, Width, others, _vectors.AsSpan(item * Width, Width), similarities);
        for (var i = 0; i < others.Length; i++)
            if (others[i] == item)
                similarities[i] = 1;
    }

    /// <summary>FNV-1a over the characters: the same on every machine, which <see cref="string.GetHashCode()"/> is not.</summary>
    private static (int Place, int Sign) PlaceOf(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in word)
            hash = (hash ^ character) * 1099511628211UL;
        hash ^= hash >> 32;
        return ((int)(hash % HashedWidth), (hash >> 16 & 1) == 0 ? 1 : -1);
    }
}
