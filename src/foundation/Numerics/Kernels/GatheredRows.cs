namespace Kirana.Numerics.Kernels;

/// <summary>Sums over some rows of a matrix that are named by their indices: the inner loops of sparse least squares.</summary>
/// <remarks>Inner products have the bits of <see cref="Dot"/>; each element of a result is one chain of fused multiply-adds in
/// the order of the indices. So register width changes no bit. Every method reads each row once from memory. Rows of
/// <see cref="BriefFloats"/> are worth their floats, bit for bit, and half as much to read.</remarks>
public static partial class GatheredRows
{
    /// <summary>pᵢ = x₍ᵢ₎·v: the inner products of rows with a vector.</summary>
    /// <param name="rows">The matrix, row-major.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="vector">v, one value for each column.</param>
    /// <param name="products">p, beside <paramref name="indices"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void Products(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products) =>
        Products<float, FullRows>(rows, width, indices, vector, products);

    /// <summary>pᵢ = x₍ᵢ₎·v: the inner products of rows with a vector. Rows are brief floats.</summary>
    /// <param name="rows">The matrix, row-major, as <see cref="BriefFloats.Pack"/> writes it.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="vector">v, one value for each column.</param>
    /// <param name="products">p, beside <paramref name="indices"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void Products(ReadOnlySpan<ushort> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products) =>
        Products<ushort, BriefRows>(rows, width, indices, vector, products);

    /// <summary>y ← y + Σᵢ wᵢ·x₍ᵢ₎: adds a weighted sum of rows.</summary>
    /// <param name="rows">The matrix, row-major.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="weights">w, beside <paramref name="indices"/>.</param>
    /// <param name="result">y, one place for each column; must not overlap the matrix.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void AddWeighted(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result) =>
        AddWeighted<float, FullRows>(rows, width, indices, weights, result);

    /// <summary>y ← y + Σᵢ wᵢ·x₍ᵢ₎: adds a weighted sum of rows. Rows are brief floats.</summary>
    /// <param name="rows">The matrix, row-major, as <see cref="BriefFloats.Pack"/> writes it.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="weights">w, beside <paramref name="indices"/>.</param>
    /// <param name="result">y, one place for each column; must not overlap the matrix.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void AddWeighted(
        ReadOnlySpan<ushort> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result) =>
        AddWeighted<ushort, BriefRows>(rows, width, indices, weights, result);

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
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result) =>
        AddGramProduct<float, FullRows>(rows, width, indices, weights, offsets, vector, products, result);

    /// <summary>y ← y + Σᵢ (bᵢ + wᵢ·x₍ᵢ₎·v)·x₍ᵢ₎: multiplies a weighted Gram matrix by a vector without forming it, in one pass. Rows are brief floats.</summary>
    /// <param name="rows">The matrix, row-major, as <see cref="BriefFloats.Pack"/> writes it.</param>
    /// <param name="width">Its columns, at least 1.</param>
    /// <param name="indices">The rows that take part; repeats allowed.</param>
    /// <param name="weights">w, beside <paramref name="indices"/>.</param>
    /// <param name="offsets">b, beside <paramref name="indices"/>; empty for 0.</param>
    /// <param name="vector">v, one value for each column.</param>
    /// <param name="products">Takes the inner products x₍ᵢ₎·v, beside <paramref name="indices"/>.</param>
    /// <param name="result">y, one place for each column; must not overlap the matrix or v.</param>
    /// <exception cref="ArgumentException">A length does not fit, or an index names no row.</exception>
    public static void AddGramProduct(
        ReadOnlySpan<ushort> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result) =>
        AddGramProduct<ushort, BriefRows>(rows, width, indices, weights, offsets, vector, products, result);

    private static void Products<T, TRows>(ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products)
        where T : unmanaged
        where TRows : IRows<T>
    {
        Shapes.Equal(indices.Length, products.Length, nameof(products));
        Shapes.Equal(width, vector.Length, nameof(vector));
        if (Simd.Width != SimdWidth.Scalar)
            VectorProducts<T, TRows>(rows, width, indices, vector, products);
        else
            ScalarProducts<T, TRows>(rows, width, indices, vector, products);
    }

    private static void AddWeighted<T, TRows>(
        ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        Shapes.Equal(indices.Length, weights.Length, nameof(weights));
        Shapes.Equal(width, result.Length, nameof(result));
        if (Simd.Width != SimdWidth.Scalar)
            VectorAddWeighted<T, TRows>(rows, width, indices, weights, result);
        else
            ScalarAddWeighted<T, TRows>(rows, width, indices, weights, result);
    }

    private static void AddGramProduct<T, TRows>(
        ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        Shapes.Equal(indices.Length, weights.Length, nameof(weights));
        if (!offsets.IsEmpty)
            Shapes.Equal(indices.Length, offsets.Length, nameof(offsets));
        Shapes.Equal(indices.Length, products.Length, nameof(products));
        Shapes.Equal(width, vector.Length, nameof(vector));
        Shapes.Equal(width, result.Length, nameof(result));
        if (Simd.Width != SimdWidth.Scalar)
            VectorAddGramProduct<T, TRows>(rows, width, indices, weights, offsets, vector, products, result);
        else
            ScalarAddGramProduct<T, TRows>(rows, width, indices, weights, offsets, vector, products, result);
    }
}
