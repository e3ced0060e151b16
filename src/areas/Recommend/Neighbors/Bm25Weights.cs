using Kirana.Numerics.Kernels;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Neighbors;

/// <summary>BM25 weights of rows read as documents and columns read as terms.</summary>
/// <remarks>w(d, t) = idf(t) · v·(k + 1) / (v + k·(1 − b + b·L(d) / L̄)), idf(t) = ln(1 + (N − n(t) + ½) / (n(t) + ½)), L(d) the sum of a row.
/// Robertson and Zaragoza, 2009, equations 3.3 and 3.15, with Lucene's 1 in the logarithm, which keeps a term of every document from counting against.</remarks>
internal sealed class Bm25Weights
{
    private readonly double _saturation;
    private readonly double _normalization;
    private readonly double _meanLength;
    private readonly double[] _rarities;

    /// <summary>Looks at the documents.</summary>
    /// <param name="documents">v, a row for each document.</param>
    /// <param name="saturation">k.</param>
    /// <param name="normalization">b.</param>
    public Bm25Weights(SparseRows documents, double saturation, double normalization)
    {
        (_saturation, _normalization, _rarities) = (saturation, normalization, new double[documents.ColumnCount]);
        var (sum, filled) = (0.0, 0);
        for (var row = 0; row < documents.RowCount; row++)
        {
            foreach (var term in documents.ColumnsOf(row))
                _rarities[term]++;
            sum += LengthOf(documents.ValuesOf(row));
            filled += documents.LengthOf(row) > 0 ? 1 : 0;
        }

        _meanLength = sum / Math.Max(1, filled);
        foreach (ref var rarity in _rarities.AsSpan())
            rarity = Elementary.Log(1 + (filled - rarity + 0.5) / (rarity + 0.5));
    }

    /// <summary>The length of a document.</summary>
    public static double LengthOf(ReadOnlySpan<float> values)
    {
        var length = 0.0;
        foreach (var value in values)
            length += value;
        return length;
    }

    /// <summary>The weight of a term in a document.</summary>
    /// <param name="term">The term.</param>
    /// <param name="value">v.</param>
    /// <param name="length">L(d).</param>
    public float Of(int term, float value, double length) =>
        (float)(_rarities[term] * value * (_saturation + 1) / (value + _saturation * (1 - _normalization + _normalization * length / _meanLength)));

    /// <summary>The weights of all documents.</summary>
    public SparseRows Of(SparseRows documents)
    {
        var values = new float[documents.Count];
        var place = 0;
        for (var row = 0; row < documents.RowCount; row++)
        {
            var length = LengthOf(documents.ValuesOf(row));
            for (var i = 0; i < documents.LengthOf(row); i++)
                values[place++] = Of(documents.ColumnsOf(row)[i], documents.ValuesOf(row)[i], length);
        }

        return documents.With(values);
    }
}
