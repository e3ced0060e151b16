using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Search;

/// <summary>The centres of lists. Immutable.</summary>
internal sealed class ListCenters
{
    private readonly int _width;
    private readonly float[] _halfSquares;
    private readonly VectorList _rough;

    /// <param name="values">The centres (lists × width).</param>
    /// <param name="width">The length of a vector.</param>
    public ListCenters(float[] values, int width)
    {
        (Values, _width, Count) = (values, width, values.Length / width);
        _halfSquares = new float[Count];
        var rows = new int[Count];
        for (var list = 0; list < Count; list++)
        {
            _halfSquares[list] = 0.5f * Dot.Of(Of(list), Of(list));
            rows[list] = list;
        }

        _rough = VectorList.Of(values, width, rows, handles: [], center: []);
    }

    public int Count { get; }

    /// <summary>The centres (lists × width).</summary>
    public float[] Values { get; }

    public ReadOnlySpan<float> Of(int list) => Values.AsSpan(list * _width, _width);

    /// <summary>The list whose centre is nearest; of equally near ones the first.</summary>
    public int Nearest(ReadOnlySpan<float> vector)
    {
        var (best, most) = (0, float.NegativeInfinity);
        for (var list = 0; list < Count; list++)
            if (Dot.Of(vector, Of(list)) - _halfSquares[list] is var nearness && nearness > most)
                (best, most) = (list, nearness);
        return best;
    }

    /// <summary>The nearest list of each of some vectors.</summary>
    /// <param name="vectors">The vectors (rows × width).</param>
    /// <param name="products">Room for rows × lists.</param>
    /// <param name="nearest">Takes the lists.</param>
    public void Nearest(ReadOnlySpan<float> vectors, Span<float> products, Span<int> nearest)
    {
        Gemm.MultiplyTransposed(nearest.Length, Count, _width, vectors, Values, products);
        for (var row = 0; row < nearest.Length; row++)
        {
            var own = products.Slice(row * Count, Count);
            Axpy.Add(-1, _halfSquares, own);
            var (best, most) = (0, own[0]);
            while (best + 1 < Count && FirstAtLeast.In(own[(best + 1)..], MathF.BitIncrement(most)) is var next and >= 0)
                (best, most) = (best + 1 + next, own[best + 1 + next]);
            nearest[row] = best;
        }
    }

    /// <summary>The rough inner products of a query and every centre, in units of the query's step.</summary>
    /// <param name="query">The query's bytes.</param>
    /// <param name="products">One place for each row of whole tiles.</param>
    /// <param name="values">One place for each list.</param>
    public void Multiply(ReadOnlySpan<sbyte> query, Span<int> products, Span<float> values)
    {
        ByteTiles.Multiply(_rough.Tiles, query, products);
        for (var list = 0; list < values.Length; list++)
            values[list] = products[list] * _rough.Scales[list];
    }
}
