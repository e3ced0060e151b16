namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarProducts<T, TRows>(ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products)
        where T : unmanaged
        where TRows : IRows<T>
    {
        for (var i = 0; i < indices.Length; i++)
            products[i] = TRows.Dot(rows.Slice(indices[i] * width, width), vector);
    }

    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarAddWeighted<T, TRows>(
        ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        for (var i = 0; i < indices.Length; i++)
            AddRow<T, TRows>(weights[i], rows.Slice(indices[i] * width, width), result);
    }

    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarAddGramProduct<T, TRows>(
        ReadOnlySpan<T> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        ScalarProducts<T, TRows>(rows, width, indices, vector, products);
        for (var i = 0; i < indices.Length; i++)
            AddRow<T, TRows>(ScaleOf(i, weights, offsets, products), rows.Slice(indices[i] * width, width), result);
    }

    private static float ScaleOf(int i, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets, ReadOnlySpan<float> products) =>
        float.FusedMultiplyAdd(weights[i], products[i], offsets.IsEmpty ? 0 : offsets[i]);

    private static void AddRow<T, TRows>(float weight, ReadOnlySpan<T> row, Span<float> result)
        where T : unmanaged
        where TRows : IRows<T>
    {
        for (var j = 0; j < row.Length; j++)
            result[j] = float.FusedMultiplyAdd(weight, TRows.At(row[j]), result[j]);
    }
}
