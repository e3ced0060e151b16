using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Products = Kirana.Numerics.Kernels.Dot;

namespace Kirana.Recommend.Content;

/// <summary>Items by everything that is known of them: first the places of their terms, then the columns of their embeddings.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Vectors">The embeddings.</param>
internal sealed record ContentRows(TermRows Terms, VectorRows Vectors)
{
    /// <summary>The number of items.</summary>
    public int Count => Terms.Count;

    /// <summary>The places of terms and the columns of embeddings.</summary>
    public int Width => Terms.Width + Vectors.Width;

    /// <summary>Joins both into vectors of length 1: what is known of an item in one way counts as whole as what is known in several.</summary>
    /// <param name="terms">Terms of length 1, or 0.</param>
    /// <param name="vectors">Embeddings, each set as long as its weight, or 0.</param>
    public static ContentRows Of(TermRows terms, VectorRows vectors)
    {
        if (vectors.Width == 0)
            return new ContentRows(terms, vectors);
        var (weights, values) = ((float[])terms.Weights.Clone(), (float[])vectors.Values.Clone());
        for (var item = 0; item < terms.Count; item++)
        {
            var words = weights.AsSpan(terms.Starts[item]..terms.Starts[item + 1]);
            var vector = values.AsSpan(item * vectors.Width, vectors.Width);
            var squares = (double)Products.Of(words, words) + Products.Of(vector, vector);
            if (squares == 0)
                continue;
            var scale = (float)(1 / Math.Sqrt(squares));
            Scale.By(scale, words);
            Scale.By(scale, vector);
        }

        return new ContentRows(terms with { Weights = weights }, vectors with { Values = values });
    }

    /// <summary>Whether anything is known of an item.</summary>
    public bool Knows(int item) => Terms.Starts[item] < Terms.Starts[item + 1] || Vectors.Knows(item);

    /// <summary>The inner product of an item with a dense vector.</summary>
    public float Dot(int item, ReadOnlySpan<float> vector) => Vectors.Width == 0
        ? Terms.Dot(item, vector)
        : Terms.Dot(item, vector) + Products.Of(Vectors.Of(item), vector[Terms.Width..]);

    /// <summary>Adds a multiple of an item to a dense vector.</summary>
    public void AddTo(int item, float factor, Span<float> vector)
    {
        Terms.AddTo(item, factor, vector);
        if (Vectors.Width > 0)
            Axpy.Add(factor, Vectors.Of(item), vector[Terms.Width..]);
    }

    /// <summary>Writes the rows.</summary>
    public void Save(ModelWriter writer)
    {
        Terms.Save(writer);
        Vectors.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static ContentRows Read(ModelReader reader, int items) => new(TermRows.Read(reader, items), VectorRows.Read(reader, items));
}
