namespace Kirana.Numerics.Kernels;

public static partial class GatheredRows
{
    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarProducts(ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> vector, Span<float> products)
    {
        for (var i = 0; i < indices.Length; i++)
            products[i] = Dot.Scalar(rows.Slice(indices[i] * width, width), vector);
    }

    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarAddWeighted(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, Span<float> result)
    {
        for (var i = 0; i < indices.Length; i++)
            AddRow(weights[i], rows.Slice(indices[i] * width, width), result);
    }

    /// <summary>The plain form that defines the bits of the result.</summary>
    internal static void ScalarAddGramProduct(
        ReadOnlySpan<float> rows, int width, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets,
        ReadOnlySpan<float> vector, Span<float> products, Span<float> result)
    {
        ScalarProducts(rows, width, indices, vector, products);
        for (var i = 0; i < indices.Length; i++)
            AddRow(ScaleOf(i, weights, offsets, products), rows.Slice(indices[i] * width, width), result);
    }

    private static float ScaleOf(int i, ReadOnlySpan<float> weights, ReadOnlySpan<float> offsets, ReadOnlySpan<float> products) =>
        float.FusedMultiplyAdd(weights[i], products[i], offsets.IsEmpty ? 0 : offsets[i]);

    private static void AddRow(float weight, ReadOnlySpan<float> row, Span<float> result)
    {
        for (var j = 0; j < row.Length; j++)
            result[j] = float.FusedMultiplyAdd(weight, row[j], result[j]);
    }
}
