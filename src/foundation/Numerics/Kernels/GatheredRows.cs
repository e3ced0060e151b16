namespace Kirana.Numerics.Kernels;

/// <summary>Sums over some rows of a matrix that are named by their indices: the inner loops of sparse least squares.</summary>
/// <remarks>Inner products have the bits of <see cref="Dot"/>; each element of a result is one chain of fused multiply-adds in
/// the order of the indices. So register width changes no bit. Every method reads each row once from memory.</remarks>
public static partial class GatheredRows
{
    /// <summary>pᵢ = x₍ᵢ₎·v: the inner products of rows with a vector.</summary>
    /// <param name="rows">The matrix, row-major.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="vector">v, one value for each column.</param>
    /// <param name="products">p, beside <paramref name="indices"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void Products(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products)
    {
        Shapes.Equal(indices.Length, products.Length, nameof(products));
        Shapes.Equal(width, vector.Length, nameof(vector));
        if (Simd.Width != SimdWidth.Scalar)
            VectorProducts(rows, width, indices, vector, products);
        else
            ScalarProducts(rows, width, indices, vector, products);
    }

    /// <summary>y ← y + Σᵢ wᵢ·x₍ᵢ₎: adds a weighted sum of rows.</summary>
    /// <param name="rows">The matrix, row-major.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="weights">w, beside <paramref name="indices"/>.</param>
    /// <param name="result">y, one place for each column; must not overlap the matrix.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void AddWeighted(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
    {
        Shapes.Equal(indices.Length, weights.Length, nameof(weights));
        Shapes.Equal(width, result.Length, nameof(result));
        if (Simd.Width != SimdWidth.Scalar)
            VectorAddWeighted(rows, width, indices, weights, result);
        else
            ScalarAddWeighted(rows, width, indices, weights, result);
    }

    /// <summary>y ← y + Σᵢ (bᵢ + wᵢ·x₍ᵢ₎·v)·x₍ᵢ₎: multiplies a weighted Gram matrix by a vector without forming it, in one pass.</summary>
    /// <param name="rows">The matrix, row-major.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="weights">w, beside <paramref name="indices"/>.</param>
    /// <param name="offsets">b, beside <paramref name="indices"/>; empty for 0.</param>
    /// <param name="vector">v, one value for each column.</param>
    /// <param name="products">Takes the inner products x₍ᵢ₎·v, beside <paramref name="indices"/>.</param>
    /// <param name="result">y, one place for each column; must not overlap the matrix or v.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void AddGramProduct(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
    {
        Shapes.Equal(indices.Length, weights.Length, nameof(weights));
        if (!offsets.IsEmpty)
            Shapes.Equal(indices.Length, offsets.Length, nameof(offsets));
        Shapes.Equal(indices.Length, products.Length, nameof(products));
        Shapes.Equal(width, vector.Length, nameof(vector));
        Shapes.Equal(width, result.Length, nameof(result));
        if (Simd.Width != SimdWidth.Scalar)
            VectorAddGramProduct(rows, width, indices, weights, offsets, vector, products, result);
        else
            ScalarAddGramProduct(rows, width, indices, weights, offsets, vector, products, result);
    }
}
